package org.castellan.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the request comes from that a thread is at work for. Bound to the thread, because what
 * records an event is many calls away from what knows the request. Thread-safe.
 */
public final class ClientAddress {

  private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();

  /** From now on, until {@link #leave}, this thread works for a client at this address. */
  public void enter(String address) {
    current.set(address);
  }

  /** From now on this thread works for nobody. Idempotent. */
  public void leave() {
    current.remove();
  }

  /** Empty when this thread works for no client. */
  public Optional<String> current() {
    return Optional.ofNullable(current.get());
  }
}

package org.castellan.artifact;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.castellan.storage.ErrorClass;

/**
 * Which backends are not worth another read in this run: those that fail again and again, and more
 * often than not. A few objects that cannot be read hold up no backend. Thread-safe.
 */
final class Setbacks {

  /** Of what concerns a whole host. */
  private static final int SOON = 3;

  private static final int LATE = 20;

  private final Map<UUID, Integer> balance = new HashMap<>();

  synchronized void read(UUID backend) {
    balance.computeIfPresent(backend, (same, count) -> Math.min(0, count + 1));
  }

  /** Whether it is enough. */
  synchronized boolean failed(UUID backend, ErrorClass why) {
    boolean wholeHost = why.network() || why == ErrorClass.RATE_LIMITED;
    return balance.merge(backend, -1, Integer::sum) <= -(wholeHost ? SOON : LATE);
  }
}

package org.castellan.web.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bounds how many places each organization takes at once. Remembers only those who have some. */
final class Crowds {
  private final int most;
  private final Map<UUID, Integer> taken = new HashMap<>();

  Crowds(int most) {
    this.most = most;
  }

  /** Empty when the organization has all that it may have. */
  synchronized Optional<Place> enter(UUID organization) {
    int ours = taken.getOrDefault(organization, 0);
    if (ours >= most) {
      return Optional.empty();
    }
    taken.put(organization, ours + 1);
    var given = new AtomicBoolean();
    return Optional.of(
        () -> {
          if (given.compareAndSet(false, true)) {
            leave(organization);
          }
        });
  }

  private synchronized void leave(UUID organization) {
    taken.computeIfPresent(organization, (id, ours) -> ours == 1 ? null : ours - 1);
  }
}

package org.castellan.web.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds what each organization begins in one minute. The minutes are the same for all, so that
 * nothing has to be remembered beyond the one that runs. Thread-safe.
 */
final class MinuteCounts {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final int most;
  private final LongSupplier nanos;
  private final Map<UUID, Integer> counts = new HashMap<>();
  private long since;

  /**
   * @param nanos a clock that only runs forwards
   */
  MinuteCounts(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** Counts one more; or else in how many seconds, from 1 to 60, there is room again. */
  synchronized OptionalLong count(UUID organization) {
    long now = nanos.getAsLong();
    if (now - since >= MINUTE) {
      since = now;
      counts.clear();
    }
    if (counts.merge(organization, 1, Integer::sum) <= most) {
      return OptionalLong.empty();
    }
    counts.put(organization, most);
    return OptionalLong.of(TimeUnit.NANOSECONDS.toSeconds(MINUTE - (now - since) - 1) + 1);
  }
}

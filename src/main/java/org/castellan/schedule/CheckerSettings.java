package org.castellan.schedule;

import java.time.Duration;

/**
 * What a replica wants a checker to be. The scope's row holds what the cluster uses: the settings
 * of the replica that started last.
 *
 * @param scope the checker's name, as in {@code defaults}
 * @param interval between two ticks; whole milliseconds
 * @param cap how long a tick may take from its first start; shorter than the interval
 * @param shards into how many parts the scope is split, that replicas can run side by side; 1 to
 *     {@value Shard#MOST}
 */
public record CheckerSettings(String scope, Duration interval, Duration cap, int shards) {

  public CheckerSettings {
    if (scope.isBlank() || !Shard.of(scope).isWhole()) {
      throw new IllegalArgumentException("a checker needs a scope, not \"" + scope + "\"");
    }
    if (interval.toMillis() <= 0) {
      throw new IllegalArgumentException("the interval of " + scope + " must be positive");
    }
    if (cap.toMillis() <= 0 || cap.compareTo(interval) >= 0) {
      throw new IllegalArgumentException(
          "the cap of " + scope + " must be positive and shorter than its interval");
    }
    if (shards < 1 || shards > Shard.MOST) {
      throw new IllegalArgumentException(
          "%s is split into 1 to %d shards, not %d".formatted(scope, Shard.MOST, shards));
    }
  }
}

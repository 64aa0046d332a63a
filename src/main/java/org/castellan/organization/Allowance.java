package org.castellan.organization;

import java.time.Duration;
import java.util.Optional;

/**
 * How much an organization may hold, and for how long.
 *
 * @param quotaBytes at least 0; empty for no bound
 * @param retention from {@link #LEAST_RETENTION} to {@link #LONGEST_RETENTION}, in whole
 *     milliseconds; empty for ever
 */
public record Allowance(Optional<Long> quotaBytes, Optional<Duration> retention) {

  public static final Duration LEAST_RETENTION = Duration.ofDays(1);
  public static final Duration LONGEST_RETENTION = Duration.ofDays(36_525);

  public static final Allowance UNLIMITED = new Allowance(Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException when one is out of its bounds
   */
  public Allowance {
    if (quotaBytes.orElse(0L) < 0) {
      throw new IllegalArgumentException("a quota must not be negative");
    }
    if (retention.filter(it -> !allows(it)).isPresent()) {
      throw new IllegalArgumentException(
          "a retention is from " + LEAST_RETENTION + " to " + LONGEST_RETENTION);
    }
  }

  /** Whether an organization may keep its artifacts for so long. */
  public static boolean allows(Duration retention) {
    return retention.compareTo(LEAST_RETENTION) >= 0 && retention.compareTo(LONGEST_RETENTION) <= 0;
  }

  public Allowance withQuota(Optional<Long> bytes) {
    return new Allowance(bytes, retention);
  }

  public Allowance withRetention(Optional<Duration> time) {
    return new Allowance(quotaBytes, time);
  }

  /** For audit events, as the end of a sentence. */
  String words() {
    String quota = quotaBytes.map(it -> "a quota of " + it + " bytes").orElse("no quota");
    return retention.map(it -> quota + " and keeps artifacts for " + it).orElse(quota);
  }
}

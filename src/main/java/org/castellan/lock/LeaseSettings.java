package org.castellan.lock;

import java.time.Duration;

/**
 * How long a lease lives without a heartbeat, and how soon each of its parts gives up.
 *
 * @param ttl after this much silence PostgreSQL ends the session and with it the lock; 1 s to 1 h
 * @param heartbeat pause between heartbeats; several fit into {@code ttl}
 * @param margin how much earlier than the server the holder counts the lease as lost; covers a
 *     clock that runs slow and a watchdog that wakes late
 * @param acquireTimeout how long the database may take to answer an attempt
 * @param releaseTimeout how long {@link Lease#close()} may take, whatever hangs; 5 s at most
 */
public record LeaseSettings(
    Duration ttl,
    Duration heartbeat,
    Duration margin,
    Duration acquireTimeout,
    Duration releaseTimeout) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration RELEASE_BOUND = Duration.ofSeconds(5);

  public LeaseSettings {
    check(!isLonger(SHORTEST, ttl) && !isLonger(ttl, LONGEST), "a lease lives from 1 s to 1 h");
    check(
        isPositive(heartbeat) && !isLonger(heartbeat.multipliedBy(2).plus(margin), ttl),
        "two heartbeats and the margin fit into the lease");
    check(isPositive(margin), "the margin is positive");
    check(
        isPositive(acquireTimeout) && isLonger(ttl.minus(margin), acquireTimeout),
        "an attempt gives up before the lease it asks for would end");
    check(
        isPositive(releaseTimeout) && !isLonger(releaseTimeout, RELEASE_BOUND),
        "a release takes 5 s at most");
  }

  /** Six heartbeats to a lease and a tenth of it as margin. */
  public static LeaseSettings of(Duration ttl) {
    return new LeaseSettings(
        ttl,
        ttl.dividedBy(6),
        ttl.dividedBy(10),
        shorter(ttl.dividedBy(2), RELEASE_BOUND),
        RELEASE_BOUND);
  }

  /** How long the holder counts on the lock from the moment it sent an acknowledged heartbeat. */
  Duration held() {
    return ttl.minus(margin);
  }

  /** How late the watchdog may be: well within the margin and within a step of a release. */
  Duration watchdogPause() {
    return shorter(margin.dividedBy(2), releaseStep().dividedBy(4));
  }

  /** A release and a discard have up to five steps that can hang; each gets one share. */
  Duration releaseStep() {
    return releaseTimeout.dividedBy(5);
  }

  private static boolean isPositive(Duration duration) {
    return duration.toMillis() > 0;
  }

  private static boolean isLonger(Duration one, Duration other) {
    return one.compareTo(other) > 0;
  }

  private static Duration shorter(Duration one, Duration other) {
    return isLonger(one, other) ? other : one;
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("lease settings: " + rule);
    }
  }
}

package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a look at the ledger shows, all of one moment on the database's clock.
 *
 * @param grid the newest multiple of the interval that is not in the future
 * @param newest the newest row that is not older than {@code grid}
 */
public record Outlook(
    String scope,
    Instant now,
    Instant grid,
    Duration interval,
    boolean paused,
    Optional<Entry> newest) {

  /**
   * A ledger row in short.
   *
   * @param epoch 0 when nobody has begun it
   */
  public record Entry(Instant instant, TickState state, boolean requested, long epoch) {}

  /** The tick that stands for the present: the newest that the ledger has, else the grid's. */
  public Tick tick() {
    return new Tick(scope, newest.map(Entry::instant).orElse(grid));
  }

  /** The epoch to name when taking {@link #tick()}, so that a change since the look is noticed. */
  public long epoch() {
    return newest.map(Entry::epoch).orElse(0L);
  }

  public boolean finished() {
    return newest.map(entry -> entry.state().finished()).orElse(false);
  }

  boolean running() {
    return newest.map(entry -> entry.state() == TickState.RUNNING).orElse(false);
  }

  /** Whether an administrator asked for the tick. */
  public boolean requested() {
    return newest.map(Entry::requested).orElse(false);
  }

  /** A pause holds back what the clock brings, not what an administrator asks for expressly. */
  public boolean due() {
    return !finished() && (!paused || requested());
  }

  /** The time from this look to the next instant of the grid; positive. */
  public Duration untilNext() {
    return Duration.between(now, grid.plus(interval));
  }
}

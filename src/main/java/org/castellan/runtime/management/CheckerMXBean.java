package org.castellan.runtime.management;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checker as the whole cluster has it, asked of the database at most once a second. While the
 * database is away the figures are those of {@link #getAsOf}, or null if there never were any.
 * Instants are ISO-8601 on the database's clock, durations ISO-8601.
 */
public interface CheckerMXBean {

  String getScope();

  @Nullable String getInterval();

  /** How often this replica looks. */
  String getPoll();

  /** The cap: how long a tick may take from its first start. */
  @Nullable String getMaxTickDuration();

  @Nullable Boolean getPaused();

  @Nullable String getNextTick();

  /** The tick that stands for the present; null when nobody has begun or asked for it. */
  @Nullable TickFigures getCurrentTick();

  /** The newest that is finished; null when there is none. */
  @Nullable TickFigures getLastTick();

  /** The epoch of the current tick, or else of the last; null when there is none. */
  @Nullable Long getEpoch();

  /** The replica that runs a tick now; null when none does. */
  @Nullable String getHolder();

  /** The process id of its database session. */
  @Nullable Integer getHolderSessionPid();

  @Nullable String getHolderSince();

  /** How long its tick may still take. */
  @Nullable String getHolderCapLeft();

  /** How long its session may still be silent before it loses the lock. */
  @Nullable String getHolderLeaseLeft();

  /** How long a tick takes at today's pace; null when no tick tells. */
  @Nullable String getForecast();

  /** Whether that is within the cap: {@code FITS}, {@code TIGHT} or {@code TOO_LONG}. */
  @Nullable String getForecastFit();

  /** What this replica experienced since its start, by outcome. */
  Map<String, Long> getAttemptsHere();

  /** When the database was asked for these figures, on this replica's clock. */
  @Nullable String getAsOf();

  /** Why the figures are not newer, as a sentence; empty when they are new. */
  String getProblem();

  /**
   * Asks for a tick now, on the whole cluster, on record. The next replica that polls begins it.
   *
   * @return the instant that names it
   * @throws IllegalStateException when one is running or requested, or the database is away
   */
  String runNow();

  /**
   * Begins no tick any more until it is resumed, on the whole cluster, on record.
   *
   * @throws IllegalStateException when the database is away
   */
  void pause();

  /**
   * Ends a pause, on the whole cluster, on record.
   *
   * @throws IllegalStateException when the database is away
   */
  void resume();
}

package org.castellan.runtime.management;

import org.jspecify.annotations.Nullable;

/** A row of the ledger as a console shows it. Instants are ISO-8601, on the database's clock. */
public interface TickFigures {

  /** The instant that names the tick. */
  String getTick();

  /** As in the ledger: {@code RUNNING}, {@code DONE}, {@code CAPPED} and so on. */
  String getState();

  /** Whether an administrator asked for it. */
  boolean isRequested();

  /** 0 when nobody has begun it. */
  long getEpoch();

  /** The replica that ran it last; null when nobody has begun it. */
  @Nullable String getNode();

  @Nullable String getStartedAt();

  @Nullable String getFinishedAt();

  int getValidated();

  /** Those among the validated that were found broken. */
  int getFailed();

  /** Validated by another trigger since the tick's instant. */
  int getSkipped();

  int getRemaining();

  /** Why it ended as it did; empty when there is nothing to add. */
  String getReason();

  AttemptFigures[] getAttempts();
}

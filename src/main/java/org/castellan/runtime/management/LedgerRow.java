package org.castellan.runtime.management;

import java.time.Instant;
import org.castellan.schedule.TickRecord;
import org.jspecify.annotations.Nullable;

/** A tick in the ledger. */
record LedgerRow(TickRecord row) implements TickFigures {

  @Override
  public String getTick() {
    return row.tick().instant().toString();
  }

  @Override
  public String getState() {
    return row.state().name();
  }

  @Override
  public boolean isRequested() {
    return row.requested();
  }

  @Override
  public long getEpoch() {
    return row.epoch();
  }

  @Override
  public @Nullable String getNode() {
    return row.node().orElse(null);
  }

  @Override
  public @Nullable String getStartedAt() {
    return row.startedAt().map(Instant::toString).orElse(null);
  }

  @Override
  public @Nullable String getFinishedAt() {
    return row.finishedAt().map(Instant::toString).orElse(null);
  }

  @Override
  public int getValidated() {
    return row.counts().done();
  }

  @Override
  public int getFailed() {
    return row.counts().failed();
  }

  @Override
  public int getSkipped() {
    return row.counts().skipped();
  }

  @Override
  public int getRemaining() {
    return row.counts().remaining();
  }

  @Override
  public String getReason() {
    return row.reason().orElse("");
  }

  @Override
  public AttemptFigures[] getAttempts() {
    return row.attempts().stream().map(LedgerAttempt::new).toArray(AttemptFigures[]::new);
  }
}

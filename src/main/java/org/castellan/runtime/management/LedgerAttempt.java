package org.castellan.runtime.management;

import org.castellan.schedule.TickRecord;

/** An attempt in the ledger. */
record LedgerAttempt(TickRecord.Attempt attempt) implements AttemptFigures {

  @Override
  public String getNode() {
    return attempt.node();
  }

  @Override
  public String getOutcome() {
    return attempt.outcome().name();
  }

  @Override
  public int getTimes() {
    return attempt.times();
  }

  @Override
  public String getFirstAt() {
    return attempt.firstAt().toString();
  }

  @Override
  public String getLastAt() {
    return attempt.lastAt().toString();
  }

  @Override
  public String getDetail() {
    return attempt.detail().orElse("");
  }
}

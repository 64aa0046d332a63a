package org.castellan.runtime.management;

/** What one replica experienced with a tick, as a console shows it. */
public interface AttemptFigures {

  String getNode();

  /** As in the ledger: {@code WON}, {@code LOST}, {@code TOOK_OVER} and so on. */
  String getOutcome();

  int getTimes();

  /** ISO-8601, as all instants here; on the database's clock. */
  String getFirstAt();

  String getLastAt();

  /** Empty when there is nothing to add. */
  String getDetail();
}

package org.castellan.web.stream;

import java.util.List;
import org.castellan.audit.Event;
import org.castellan.audit.EventLog;

/** The newest events, read once for all readers of the replica. Thread-safe. */
final class Newest {

  private static final int BATCH = 200;

  private final EventLog log;
  private volatile Recent known = Recent.none(0);

  Newest(EventLog log) {
    this.log = log;
  }

  /** Forgets what is known and knows from now on what comes after the event of this number. */
  synchronized void restart(long number) {
    known = Recent.none(number);
  }

  long number() {
    return known.to();
  }

  /** Reads what is new: one light query when there is nothing. */
  void read() {
    while (readBatch() == BATCH) {
      // There may be more.
    }
  }

  private int readBatch() {
    Recent before = known;
    List<Event> next = log.after(before.to(), BATCH);
    return add(before, next) ? next.size() : 0;
  }

  /** Not when it was restarted in the meantime. */
  private synchronized boolean add(Recent before, List<Event> next) {
    boolean same = known.equals(before);
    if (same) {
      known = before.and(next);
    }
    return same;
  }

  /** What comes next after a number; for those who lag behind, from the database. */
  List<Event> after(long number) {
    return known.after(number).orElseGet(() -> log.after(number, BATCH));
  }
}

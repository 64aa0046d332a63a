package org.castellan.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What administrators see of the checkers and do to them, on the whole cluster. Thread-safe. */
public interface Checkers {

  List<CheckerStatus> all();

  Optional<CheckerStatus> find(String scope);

  /** Newest first, older than {@code before}. */
  List<TickRecord> ticks(String scope, Optional<Instant> before, int limit);

  /**
   * Asks for a run now; the next replica that polls begins it.
   *
   * @return the tick, or empty when one is running or requested
   */
  Optional<Tick> runNow(String scope);

  /** Pauses or resumes a checker; a running tick ends as it would. */
  void pause(String scope, boolean paused);
}

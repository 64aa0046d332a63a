package org.castellan.web.stream;

import java.util.HashMap;
import java.util.Map;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/** Bounds how many readers there are, over all and for each audience. Thread-safe. */
final class Places {

  private static final String RETRY_SECONDS = "15";

  private final StreamLimits limits;
  private final Map<Audience, Integer> taken = new HashMap<>();
  private int all;

  Places(StreamLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes a place, to be given back with {@link #leave}.
   *
   * @throws ProblemException when there is none
   */
  synchronized void enter(Audience audience) {
    int ours = taken.getOrDefault(audience, 0);
    if (ours >= limits.readersPerOrganization()) {
      throw refused(
          Reason.TOO_MANY_STREAMS,
          "There are %d streams open already. Close one, or try again.".formatted(ours));
    }
    if (all >= limits.readers()) {
      throw refused(
          Reason.STREAMS_BUSY, "This replica has as many streams open as it can. Try again.");
    }
    all++;
    taken.put(audience, ours + 1);
  }

  synchronized void leave(Audience audience) {
    all--;
    taken.computeIfPresent(audience, (key, ours) -> ours == 1 ? null : ours - 1);
  }

  synchronized int taken() {
    return all;
  }

  private static ProblemException refused(Reason reason, String detail) {
    return new ProblemException(
        Problem.of(reason, detail).withHeader("Retry-After", RETRY_SECONDS));
  }
}

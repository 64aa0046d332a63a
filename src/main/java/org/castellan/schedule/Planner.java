package org.castellan.schedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.castellan.schedule.Forecast.Fit;

/**
 * Says after each tick that this replica closed whether the next will fit, once per change in the
 * whole cluster: what it said before is in the ledger. Thread-safe.
 */
public final class Planner implements CheckerListener {

  private static final Logger LOG = System.getLogger(Planner.class.getName());

  private final Checkers checkers;

  public Planner(Checkers checkers) {
    this.checkers = checkers;
  }

  @Override
  public void ended(Tick tick, TickState state, Counts counts) {
    try {
      checkers.find(tick.shard().scope()).ifPresent(checker -> compare(checker, tick));
    } catch (ScheduleException e) {
      LOG.log(Level.DEBUG, "no forecast for {0}: {1}", tick.scope(), e.getMessage());
    }
  }

  private void compare(CheckerStatus checker, Tick tick) {
    var earlier = checkers.ticks(checker.scope(), Optional.of(tick.instant()), Forecast.TICKS);
    Fit before = Forecast.of(checker.cap(), earlier).map(Forecast::fit).orElse(Fit.FITS);
    checker
        .forecast()
        .filter(forecast -> forecast.fit() != before)
        .ifPresent(forecast -> tell(checker, forecast));
  }

  private static void tell(CheckerStatus checker, Forecast forecast) {
    LOG.log(
        forecast.fit() == Fit.FITS ? Level.INFO : Level.WARNING,
        "scope {0}: at today''s pace a tick takes {1} of its cap of {2}: {3}",
        checker.scope(),
        forecast.expected(),
        checker.cap(),
        advice(forecast.fit()));
  }

  private static String advice(Fit fit) {
    return switch (fit) {
      case FITS -> "it fits again";
      case TIGHT ->
          "it will soon not fit; raise the parallelism, or the cap and the interval, in time";
      case TOO_LONG ->
          "it does not fit, and each tick leaves some for the next; raise the parallelism, or the"
              + " cap and the interval";
    };
  }
}

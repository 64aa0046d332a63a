package org.castellan.runtime.wiring;

import java.util.List;
import org.castellan.schedule.AttemptOutcome;
import org.castellan.schedule.CheckerListener;
import org.castellan.schedule.CheckerSettings;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Tick;
import org.castellan.schedule.TickState;

/** Tells several listeners, one after the other. */
record CheckerListeners(List<CheckerListener> all) implements CheckerListener {

  CheckerListeners {
    all = List.copyOf(all);
  }

  @Override
  public void reconfigured(CheckerSettings before, CheckerSettings after) {
    all.forEach(each -> each.reconfigured(before, after));
  }

  @Override
  public void attempted(Tick tick, AttemptOutcome outcome, String detail) {
    all.forEach(each -> each.attempted(tick, outcome, detail));
  }

  @Override
  public void ended(Tick tick, TickState state, Counts counts) {
    all.forEach(each -> each.ended(tick, state, counts));
  }
}

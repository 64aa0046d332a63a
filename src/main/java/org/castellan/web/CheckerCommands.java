package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.castellan.schedule.CheckerStatus;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.ScheduleException;
import org.castellan.schedule.Tick;

/**
 * What administrators tell the checkers, by the API or in the server's console, on record. Throws
 * {@link ScheduleException} when the database could not be asked.
 */
@Dependent
public class CheckerCommands {
  private final Checkers checkers;
  private final InstallationAudit audit;

  @Inject
  public CheckerCommands(Checkers checkers, InstallationAudit audit) {
    this.checkers = checkers;
    this.audit = audit;
  }

  /**
   * Asks for a run now.
   *
   * @param actor who does, for the record
   * @return the tick, or empty when one is running or requested
   */
  public Optional<Tick> runNow(String actor, String scope) {
    Optional<Tick> tick = checkers.runNow(scope);
    tick.ifPresent(
        asked ->
            audit.record(actor, "TICK_REQUESTED", scope, "The tick is " + asked.instant() + "."));
    return tick;
  }

  /**
   * Pauses or resumes a checker.
   *
   * @param before how it was; what it already is, is not recorded again
   */
  public void pause(String actor, CheckerStatus before, boolean paused) {
    checkers.pause(before.scope(), paused);
    if (before.paused() != paused) {
      String action = paused ? "CHECKER_PAUSED" : "CHECKER_RESUMED";
      audit.record(actor, action, before.scope(), "On the whole cluster.");
    }
  }
}

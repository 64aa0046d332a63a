package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.castellan.lock.SessionPinning;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.start.Announcement;
import org.castellan.runtime.start.Boot;
import org.castellan.runtime.start.Database;
import org.castellan.runtime.start.Lifecycle;
import org.castellan.runtime.start.Step;
import org.castellan.schedule.CheckerSchedule;
import org.castellan.storage.Providers;
import org.castellan.validation.SecondOpinions;

/** The steps of the start, in their order. */
@Dependent
public class StartWiring {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Produces
  @Singleton
  Lifecycle lifecycle() {
    return new Lifecycle();
  }

  @Produces
  @Singleton
  Boot boot(
      @Pool ManagedScheduledExecutorService executor,
      Lifecycle lifecycle,
      Settings settings,
      Database database,
      @Locks DataSource lockSource,
      Providers providers,
      CheckerSchedule schedule,
      SecondOpinions opinions) {
    String address = settings.database().address();
    var steps =
        List.of(
            new Step("The database at " + address + " cannot be reached.", database::reach),
            new Step("The database's schema cannot be brought up to date.", database::migrate),
            new Step(
                "The lock's database sessions are not its own.",
                () -> SessionPinning.require(lockSource)),
            new Step("The storage clients cannot be loaded.", providers::warmUp),
            new Step("The checkers cannot be scheduled.", schedule::start),
            new Step("Second opinions cannot be scheduled.", opinions::start),
            new Step("Never fails.", () -> Announcement.log(settings)));
    return new Boot(executor, lifecycle, steps, () -> end(schedule, opinions), PAUSE);
  }

  private static void end(CheckerSchedule schedule, SecondOpinions opinions) {
    opinions.stop();
    schedule.stop();
  }
}

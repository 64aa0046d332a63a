package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import org.castellan.runtime.management.ApplicationThreads;
import org.castellan.runtime.management.AttemptCounts;
import org.castellan.runtime.management.BeanNames;
import org.castellan.runtime.management.CheckerConsole;
import org.castellan.runtime.management.ConsoleBeans;
import org.castellan.runtime.management.Orders;
import org.castellan.runtime.management.ValidationBean;
import org.castellan.runtime.management.WatchedLock;
import org.castellan.runtime.settings.Settings;
import org.castellan.schedule.CheckerSchedule;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.validation.Gate;
import org.castellan.validation.ValidationSettings;
import org.castellan.validation.Validator;
import org.castellan.web.CheckerCommands;
import org.castellan.web.InstallationAudit;
import org.jdbi.v3.core.Jdbi;

/** What administrators see in the server's own console. */
@Dependent
public class ManagementWiring {

  @Produces
  @Singleton
  AttemptCounts attemptCounts() {
    return new AttemptCounts();
  }

  @Produces
  @Singleton
  ApplicationThreads consoleThreads(@Requests ManagedScheduledExecutorService executor) {
    return new ApplicationThreads(executor);
  }

  /**
   * Wakes no checker: a tick that began on a thread of the console would have that thread's naming
   * and not the application's. The next poll finds what was asked for.
   */
  @Produces
  @Singleton
  Orders orders(Jdbi jdbi, InstallationAudit audit, ApplicationThreads threads) {
    var checkers = new PostgresCheckers(jdbi);
    return new Orders(checkers, new CheckerCommands(checkers, audit), threads);
  }

  @Produces
  @Singleton
  ValidationBean validationBean(
      Validator requests, @Checks Validator sweeps, Gate gate, ValidationSettings bounds) {
    var activities = List.of(sweeps.activity(), requests.activity());
    return new ValidationBean(activities, gate::waiting, bounds);
  }

  /** Looks with the checkers' connections: a crowd of requests leaves nobody blind. */
  @Produces
  @Singleton
  CheckerConsole checkerConsole(
      @Checks Jdbi jdbi,
      ApplicationThreads threads,
      InstantSource clock,
      Orders orders,
      AttemptCounts attempts,
      WatchedLock lock,
      CheckerSchedule schedule,
      Settings settings) {
    return new CheckerConsole(
        schedule.scopes(),
        new PostgresCheckers(jdbi),
        threads,
        clock,
        orders,
        attempts,
        lock,
        settings.schedule().pollInterval(),
        settings.schedule().lease());
  }

  @Produces
  @Singleton
  ConsoleBeans consoleBeans(CheckerConsole console, BeanNames names, ValidationBean validation) {
    return console.beans(ManagementFactory.getPlatformMBeanServer(), names, validation);
  }
}

package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Scope;
import org.castellan.lock.DistributedLock;
import org.castellan.lock.LeaseSettings;
import org.castellan.lock.PostgresLock;
import org.castellan.runtime.container.Transactions;
import org.castellan.runtime.settings.CheckerTimes;
import org.castellan.runtime.settings.NodeSettings;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.start.Announcement;
import org.castellan.schedule.Alarms;
import org.castellan.schedule.CheckerLoop;
import org.castellan.schedule.CheckerSchedule;
import org.castellan.schedule.CheckerSettings;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.Pace;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.schedule.PostgresLedger;
import org.castellan.schedule.Replicas;
import org.castellan.schedule.Surroundings;
import org.jdbi.v3.core.Jdbi;

/** The lock, and what runs once per tick in the cluster under it. */
@Dependent
public class ScheduleWiring {

  @Produces
  @Singleton
  DistributedLock lock(
      @Locks DataSource source,
      @Locks ManagedScheduledExecutorService heartbeats,
      Settings settings) {
    return new PostgresLock(
        source, heartbeats, LeaseSettings.of(settings.schedule().lease()), Transactions::active);
  }

  @Produces
  @Singleton
  Replicas replicas(@Checks Jdbi jdbi, Settings settings) {
    NodeSettings node = settings.node();
    return new Replicas(jdbi, node.id(), node.address(), Announcement.version());
  }

  @Produces
  @Singleton
  Pace pace(Settings settings) {
    return new Pace(settings.schedule().initialDelay(), settings.schedule().pollInterval());
  }

  @Produces
  @Singleton
  Surroundings surroundings(
      @Checks Jdbi jdbi,
      DistributedLock lock,
      Replicas replicas,
      Pace pace,
      AuditLog audit,
      @Locks ManagedScheduledExecutorService watchdog,
      Settings settings) {
    return new Surroundings(
        settings.node().id(),
        new PostgresLedger(jdbi),
        lock,
        () -> replicas.hasPeers(pace.peerWindow()),
        new CheckerAudit(jdbi, audit),
        Alarms.on(watchdog),
        System::nanoTime);
  }

  @Produces
  @Singleton
  CheckerSchedule schedule(
      @Pool ManagedScheduledExecutorService executor,
      Sweeps sweeps,
      Surroundings around,
      Replicas replicas,
      Pace pace,
      Settings settings) {
    var loops =
        List.of(
            loop(Scope.DEFAULTS, settings.schedule().defaults(), sweeps, pace, around),
            loop(Scope.ALL, settings.schedule().all(), sweeps, pace, around));
    return new CheckerSchedule(executor, loops, replicas, pace);
  }

  private static CheckerLoop loop(
      Scope scope, CheckerTimes times, Sweeps sweeps, Pace pace, Surroundings around) {
    var settings = new CheckerSettings(scope.id(), times.interval(), times.cap());
    return new CheckerLoop(settings, sweeps.of(scope), pace, around);
  }

  @Produces
  @Singleton
  Checkers checkers(Jdbi jdbi, CheckerSchedule schedule) {
    return new PostgresCheckers(jdbi, schedule::poke);
  }
}

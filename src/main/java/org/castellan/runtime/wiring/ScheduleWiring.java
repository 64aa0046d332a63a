package org.castellan.runtime.wiring;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.castellan.artifact.Patrol;
import org.castellan.artifact.Upkeep;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Scope;
import org.castellan.lock.DistributedLock;
import org.castellan.lock.LeaseSettings;
import org.castellan.lock.LockHolders;
import org.castellan.lock.PostgresLock;
import org.castellan.runtime.container.Transactions;
import org.castellan.runtime.management.AttemptCounts;
import org.castellan.runtime.management.WatchedLock;
import org.castellan.runtime.metrics.MeteredLock;
import org.castellan.runtime.metrics.TickMeters;
import org.castellan.runtime.settings.CheckerTimes;
import org.castellan.runtime.settings.ScheduleSettings;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.settings.SharedSettings;
import org.castellan.runtime.start.Announcement;
import org.castellan.runtime.traces.TracedJob;
import org.castellan.schedule.Alarms;
import org.castellan.schedule.CheckerLoop;
import org.castellan.schedule.CheckerSchedule;
import org.castellan.schedule.CheckerSettings;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.Job;
import org.castellan.schedule.Pace;
import org.castellan.schedule.Planner;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.schedule.PostgresLedger;
import org.castellan.schedule.ReplicaReport;
import org.castellan.schedule.Replicas;
import org.castellan.schedule.Surroundings;
import org.jdbi.v3.core.Jdbi;

/** The lock, and what runs once per tick in the cluster under it. */
@Dependent
public class ScheduleWiring {

  @Produces
  @Singleton
  WatchedLock lock(
      @Locks DataSource source,
      @Locks ManagedScheduledExecutorService heartbeats,
      PrometheusMeterRegistry registry,
      InstantSource clock,
      Settings settings) {
    var lease = LeaseSettings.of(settings.schedule().lease());
    var lock = new PostgresLock(source, heartbeats, lease, Transactions.ofServer()::active);
    return new WatchedLock(new MeteredLock(lock, registry), clock);
  }

  @Produces
  @Singleton
  Replicas replicas(@Checks Jdbi jdbi, Settings settings, InstantSource clock) {
    var self =
        new ReplicaReport(
            settings.node().id(),
            settings.node().address(),
            Announcement.version(),
            settings.schedule().lease(),
            SharedSettings.of(settings));
    return new Replicas(jdbi, self, clock);
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
      AttemptCounts attempts,
      PrometheusMeterRegistry registry,
      @Locks ManagedScheduledExecutorService watchdog,
      Settings settings) {
    return new Surroundings(
        settings.node().id(),
        new PostgresLedger(jdbi),
        lock,
        () -> replicas.hasPeers(pace.peerWindow()),
        new CheckerListeners(
            List.of(
                new CheckerAudit(jdbi, audit),
                attempts,
                new TickMeters(registry),
                new Planner(new PostgresCheckers(jdbi)))),
        Alarms.on(watchdog),
        System::nanoTime);
  }

  @Produces
  @Singleton
  CheckerSchedule schedule(
      @Pool ManagedScheduledExecutorService executor,
      Sweeps sweeps,
      Upkeep upkeep,
      Patrol patrol,
      AuditUpkeep audit,
      Surroundings around,
      Replicas replicas,
      Pace pace,
      Tracer tracer,
      Settings settings) {
    ScheduleSettings times = settings.schedule();
    UnaryOperator<Job> traced = job -> new TracedJob(job, tracer);
    Job defaults = traced.apply(sweeps.of(Scope.DEFAULTS));
    Job all = traced.apply(sweeps.of(Scope.ALL));
    var loops =
        List.of(
            loop(Scope.DEFAULTS.id(), times.defaults(), times.shards(), defaults, pace, around),
            loop(Scope.ALL.id(), times.all(), times.shards(), all, pace, around),
            loop(Upkeep.SCOPE, times.artifacts(), 1, traced.apply(upkeep), pace, around),
            loop(Patrol.SCOPE, times.patrol(), 1, traced.apply(patrol), pace, around),
            loop(AuditUpkeep.SCOPE, times.audit(), 1, traced.apply(audit), pace, around));
    return new CheckerSchedule(executor, loops, replicas, pace);
  }

  private static CheckerLoop loop(
      String scope, CheckerTimes times, int shards, Job job, Pace pace, Surroundings around) {
    var settings = new CheckerSettings(scope, times.interval(), times.cap(), shards);
    return new CheckerLoop(settings, job, pace, around);
  }

  @Produces
  @Singleton
  LockHolders lockHolders(Jdbi jdbi) {
    return new LockHolders(jdbi);
  }

  @Produces
  @Singleton
  Checkers checkers(Jdbi jdbi, CheckerSchedule schedule) {
    return new PostgresCheckers(jdbi, schedule::poke);
  }
}

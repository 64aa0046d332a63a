package org.castellan.comparison;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.castellan.lock.LeaseSettings;
import org.castellan.lock.PostgresLock;
import org.castellan.schedule.Alarms;
import org.castellan.schedule.CheckerListener;
import org.castellan.schedule.CheckerLoop;
import org.castellan.schedule.CheckerSchedule;
import org.castellan.schedule.CheckerSettings;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.schedule.Pace;
import org.castellan.schedule.PostgresLedger;
import org.castellan.schedule.ReplicaReport;
import org.castellan.schedule.Replicas;
import org.castellan.schedule.Run;
import org.castellan.schedule.Surroundings;
import org.castellan.testkit.ManagedThreads;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** Castellan's loop, ledger and lock, wired as in the WAR. */
final class CastellanReplica implements Replica {

  private final Setup setup;
  private final Sessions sessions;
  private final ManagedThreads threads;
  private final CheckerSchedule schedule;

  CastellanReplica(Setup setup) {
    this.setup = setup;
    this.sessions = new Sessions(setup.url());
    this.threads = new ManagedThreads(setup.node(), 8);
    this.schedule = schedule(Jdbi.create(sessions));
  }

  static String settings(Times times) {
    return "lease %s, poll %s"
        .formatted(Times.seconds(times.silence()), Times.seconds(times.poll()));
  }

  private CheckerSchedule schedule(Jdbi jdbi) {
    Times times = setup.times();
    var lease = LeaseSettings.of(times.silence());
    var pace = new Pace(setup.shift(), times.poll());
    var report = new ReplicaReport(setup.node(), "127.0.0.1", "test", times.silence(), Map.of());
    var replicas = new Replicas(jdbi, report, InstantSource.system());
    var around =
        new Surroundings(
            setup.node(),
            new PostgresLedger(jdbi),
            new PostgresLock(lockSessions(), threads.executor(), lease, () -> false),
            () -> replicas.hasPeers(pace.peerWindow()),
            CheckerListener.NONE,
            Alarms.on(threads.executor()),
            System::nanoTime);
    var cap = times.interval().multipliedBy(5).dividedBy(6);
    var settings = new CheckerSettings(setup.job(), times.interval(), cap, 1);
    var loop = new CheckerLoop(settings, this::work, pace, around);
    return new CheckerSchedule(threads.executor(), List.of(loop), replicas, pace);
  }

  /** Of its own, as each lock needs one as long as it is held. */
  private PGSimpleDataSource lockSessions() {
    var source = new PGSimpleDataSource();
    source.setURL(setup.url());
    return source;
  }

  private Job.Result work(Run run) {
    setup
        .work()
        .run(new Occurrence(run.tick().instant(), () -> !run.mustStop(), Optional.of(run.fence())));
    return new Job.Result.Finished(Counts.NONE);
  }

  @Override
  public void start() {
    schedule.start();
  }

  @Override
  public void close() {
    schedule.stop();
    threads.close();
    sessions.close();
  }
}

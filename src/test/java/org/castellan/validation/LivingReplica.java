package org.castellan.validation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.castellan.lock.LeaseSettings;
import org.castellan.lock.PostgresLock;
import org.castellan.schedule.Alarms;
import org.castellan.schedule.CheckerListener;
import org.castellan.schedule.CheckerLoop;
import org.castellan.schedule.CheckerSchedule;
import org.castellan.schedule.CheckerSettings;
import org.castellan.schedule.Pace;
import org.castellan.schedule.PostgresLedger;
import org.castellan.schedule.ReplicaReport;
import org.castellan.schedule.Replicas;
import org.castellan.schedule.Surroundings;
import org.castellan.storage.Provider;
import org.castellan.testkit.ManagedThreads;
import org.castellan.testkit.SmallPool;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;

/**
 * A replica that looks after the scope {@code defaults} by itself, with threads and connections of
 * its own, and can be killed.
 */
final class LivingReplica implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Pace PACE = new Pace(Duration.ZERO, Duration.ofMillis(300));
  private static final int CONNECTIONS = 20;

  final Jdbi jdbi;
  private final Cluster cluster;
  private final MortalSource source;
  private final SmallPool pool;
  private final ManagedThreads threads;
  private final Replica replica;
  private final CheckerSchedule schedule;

  LivingReplica(Cluster cluster, TestDatabase db, String node, int shards) {
    this(cluster, db, node, shards, cluster.provider, ValidationSettings.DEFAULTS);
  }

  LivingReplica(
      Cluster cluster,
      TestDatabase db,
      String node,
      int shards,
      Provider provider,
      ValidationSettings bounds) {
    this.cluster = cluster;
    source = new MortalSource(db, node);
    pool = new SmallPool(source, CONNECTIONS);
    jdbi = Jdbi.create(pool);
    threads = new ManagedThreads(node, 8);
    var report = new ReplicaReport(node, "127.0.0.1", "test", LEASE, Map.of());
    var replicas = new Replicas(jdbi, report, InstantSource.system());
    var self = new ThisReplica(node, () -> replicas.hasPeers(PACE.peerWindow()));
    replica = new Replica(cluster, jdbi, self, provider, bounds);
    var lease = LeaseSettings.of(LEASE);
    var around =
        new Surroundings(
            node,
            new PostgresLedger(jdbi),
            new PostgresLock(source, threads.executor(), lease, () -> false),
            () -> replicas.hasPeers(PACE.peerWindow()),
            CheckerListener.NONE,
            Alarms.on(threads.executor()),
            System::nanoTime);
    var settings =
        new CheckerSettings("defaults", Duration.ofDays(1), Duration.ofHours(23), shards);
    var loop = new CheckerLoop(settings, replica.sweep, PACE, around);
    schedule = new CheckerSchedule(threads.executor(), List.of(loop), replicas, PACE);
  }

  LivingReplica start() {
    schedule.start();
    return this;
  }

  /** Nothing it does from now on reaches the database. */
  void kill() {
    source.kill(cluster.jdbi);
    threads.close();
    replica.close();
  }

  @Override
  public void close() throws SQLException {
    schedule.stop();
    threads.close();
    replica.close();
    pool.close();
  }
}

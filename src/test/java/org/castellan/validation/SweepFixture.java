package org.castellan.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Job;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replicas with sweeps on one database and one provider that behaves as a case says. */
abstract class SweepFixture {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  static final ValidationSettings SETTINGS =
      ValidationSettings.of(
          Duration.ofSeconds(5), 2, 2, Duration.ofMinutes(35), Duration.ofSeconds(30), 16);

  private final List<Replica> replicas = new ArrayList<>();
  Cluster cluster;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
  }

  @AfterEach
  void tearDown() {
    replicas.forEach(Replica::close);
  }

  Job.Result sweep(Fence fence) {
    return replica("a", SETTINGS).sweep.run(new TestRun(fence));
  }

  Replica replica(String node, ValidationSettings settings) {
    Replica replica = new Replica(cluster, node, settings);
    replicas.add(replica);
    return replica;
  }

  static ProbeResult hang(ProviderCredentials credentials, Deadline deadline)
      throws InterruptedException {
    new CountDownLatch(1).await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    return FakeProvider.broken(ErrorClass.TIMEOUT, true);
  }

  /** Validations end after that long. */
  static ValidationSettings ending(Duration timeout) {
    return ValidationSettings.of(timeout, 2, 2, Duration.ofMinutes(35), Duration.ofSeconds(30), 16);
  }

  static ValidationSettings withParallelism(int parallelism) {
    return ValidationSettings.of(
        Duration.ofSeconds(5), parallelism, 1, Duration.ofMinutes(35), Duration.ofSeconds(30), 16);
  }
}

package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Job;
import org.castellan.storage.ErrorClass;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SweepTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final ValidationSettings SETTINGS =
      ValidationSettings.of(
          Duration.ofSeconds(5), 2, 2, Duration.ofMinutes(35), Duration.ofSeconds(30), 16);

  private final List<Replica> replicas = new ArrayList<>();
  private Cluster cluster;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
  }

  @AfterEach
  void tearDown() {
    replicas.forEach(Replica::close);
  }

  @Test
  void everyBackendIsCalledOnceAndItsHistorySaysSo() {
    CasBackend good = cluster.backend("a/good");
    CasBackend bad = cluster.backend("b/bad");
    cluster.provider.behave("b/bad", FakeProvider.failing(ErrorClass.NOT_FOUND));
    Fence fence = cluster.tick();
    assertThat(sweep(fence)).isEqualTo(new Job.Result.Finished(new Counts(2, 1, 0, 0)));
    assertThat(sweep(fence)).isEqualTo(new Job.Result.Finished(new Counts(2, 1, 0, 0)));
    assertThat(cluster.provider.calls()).containsExactlyInAnyOrder("a/good", "b/bad");
    assertThat(cluster.read(bad).status()).isEqualTo(BackendStatus.INVALID);
    ValidationEntry entry = cluster.history(good).get(0);
    assertThat(entry.trigger()).isEqualTo(Trigger.TICK);
    assertThat(entry.latency()).isEqualTo(Duration.ofMillis(7));
    assertThat(entry.node()).isEqualTo("a");
  }

  /** Promise 4: longest ago first; what a capped tick left over comes first next time. */
  @Test
  void whatACappedTickLeftComesFirstNextTime() {
    for (int i = 1; i <= 6; i++) {
      cluster.validatedAgo(cluster.backend("h%d/b".formatted(i)), Duration.ofHours(10 - i));
    }
    TestRun capped = new TestRun(cluster.tick());
    AtomicInteger answered = new AtomicInteger();
    cluster.provider.behave(
        (credentials, deadline) -> {
          if (answered.incrementAndGet() == 3) {
            capped.stop();
          }
          return FakeProvider.healthy();
        });
    Replica one = replica("a", withParallelism(1));
    assertThat(one.sweep.run(capped).counts().remaining()).isEqualTo(3);
    assertThat(cluster.provider.calls()).containsExactly("h1/b", "h2/b", "h3/b");
    one.sweep.run(new TestRun(cluster.tick()));
    assertThat(cluster.provider.calls().subList(3, 6)).containsExactly("h4/b", "h5/b", "h6/b");
  }

  /** However long before its end the predecessor told, and whoever else validated meanwhile. */
  @Test
  void aSuccessorTellsTheWholeTicksCounts() {
    for (int i = 1; i <= 5; i++) {
      cluster.validatedAgo(cluster.backend("h%d/b".formatted(i)), Duration.ofHours(10 - i));
    }
    CasBackend elsewhere = cluster.backend("h6/b");
    Fence fence = cluster.tick();
    TestRun first = new TestRun(fence);
    cluster.provider.behave("h1/b", FakeProvider.failing(ErrorClass.NOT_FOUND));
    cluster.provider.behave(
        (credentials, deadline) -> {
          if (cluster.provider.calls().size() == 3) {
            first.stop();
          }
          return FakeProvider.healthy();
        });
    assertThat(replica("a", withParallelism(1)).sweep.run(first).counts())
        .isEqualTo(new Counts(3, 1, 0, 3));
    cluster.validatedAgo(elsewhere, Duration.ZERO);
    var told = new Counts(1, 1, 0, 5);
    var second = new TestRun(cluster.takeOver(fence), "b", true, Set.of(), told);
    assertThat(replica("b", SETTINGS).sweep.run(second).counts()).isEqualTo(new Counts(5, 1, 1, 0));
  }

  /**
   * Promise 3: however validations hang, a stopped sweep ends; what was cut short is not judged.
   */
  @Test
  void aStoppedSweepCutsShortWhatHangsAndJudgesNothing() throws Exception {
    CasBackend hanging = cluster.backend("h/hanging");
    CountDownLatch called = new CountDownLatch(1);
    cluster.provider.behave(
        (credentials, deadline) -> {
          called.countDown();
          new CountDownLatch(1).await();
          return FakeProvider.healthy();
        });
    TestRun run = new TestRun(cluster.tick());
    Replica replica = replica("a", SETTINGS);
    Future<Job.Result> sweep = replica.executor.submit(() -> replica.sweep.run(run));
    called.await();
    run.stop();
    assertThat(sweep.get(20, TimeUnit.SECONDS).counts()).isEqualTo(new Counts(0, 0, 0, 1));
    assertThat(cluster.read(hanging).validatedAt()).isEqualTo(hanging.validatedAt());
    assertThat(cluster.history(hanging)).isEmpty();
  }

  /** Promise 1: a coinciding tick, request and manual trigger make one call. */
  @Test
  void coincidingTriggersMakeOneCall() throws Exception {
    CasBackend backend = cluster.backend("h/one");
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    cluster.provider.behave(
        (credentials, deadline) -> {
          called.countDown();
          answer.await();
          return FakeProvider.healthy();
        });
    Replica a = replica("a", SETTINGS);
    Replica b = replica("b", SETTINGS);
    TestRun run = new TestRun(cluster.tick());
    new ManualRevalidation(a.revalidation).request(backend);
    called.await();
    Future<Job.Result> sweep = b.executor.submit(() -> b.sweep.run(run));
    Future<GateDecision> gate = b.executor.submit(() -> b.gate.decide(backend.organizationId()));
    new ManualRevalidation(a.revalidation).request(backend);
    answer.countDown();
    assertThat(sweep.get(20, TimeUnit.SECONDS).counts()).isEqualTo(new Counts(0, 0, 1, 0));
    assertThat(gate.get(20, TimeUnit.SECONDS)).isInstanceOf(GateDecision.Use.class);
    assertThat(cluster.provider.calls()).containsExactly("h/one");
    assertThat(cluster.history(backend)).hasSize(1);
  }

  /** Promise 2: a sweep whose tick was taken over begins nothing more. */
  @Test
  void aTakenOverSweepStops() {
    for (int i = 0; i < 5; i++) {
      cluster.backend("h%d/b".formatted(i));
    }
    Fence fence = cluster.tick();
    cluster.takeOver(fence);
    assertThat(sweep(fence).counts()).isEqualTo(new Counts(0, 0, 0, 5));
    assertThat(cluster.provider.calls()).isEmpty();
  }

  /** Promise 8: a sick replica declines, and changes nothing; a second one's agreement counts. */
  @Test
  void aSickReplicaDeclinesAndASecondOneDecides() {
    List<CasBackend> all = backendsOnHosts(4);
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    Fence fence = cluster.tick();
    assertThat(sweep(fence)).isInstanceOf(Job.Result.Declined.class);
    assertThat(all).extracting(b -> cluster.read(b).status()).containsOnly(BackendStatus.OK);
    assertThat(all)
        .extracting(b -> cluster.read(b).validatedAt())
        .containsExactlyElementsOf(all.stream().map(CasBackend::validatedAt).toList());
    var second = new TestRun(cluster.takeOver(fence), "b", true, Set.of("a"));
    assertThat(replica("b", SETTINGS).sweep.run(second))
        .isEqualTo(new Job.Result.Finished(new Counts(4, 4, 0, 0)));
    assertThat(all).extracting(b -> cluster.read(b).status()).containsOnly(BackendStatus.INVALID);
  }

  /** Promise 8: a healthy successor finds what the sick one could not reach. */
  @Test
  void aHealthySuccessorValidatesAtOnceWhatTheSickOneDeclined() {
    List<CasBackend> all = backendsOnHosts(3);
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    Fence fence = cluster.tick();
    sweep(fence);
    cluster.provider.behave(FakeProvider.HEALTHY);
    var second = new TestRun(cluster.takeOver(fence), "b", true, Set.of("a"));
    assertThat(replica("b", SETTINGS).sweep.run(second).counts()).isEqualTo(new Counts(3, 0, 0, 0));
    assertThat(cluster.statusChanges()).isEmpty();
    assertThat(all).hasSize(3);
  }

  /** Promise 8: there being no second replica. */
  @Test
  void aSingleReplicaTrustsItself() {
    List<CasBackend> all = backendsOnHosts(3);
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    var alone = new TestRun(cluster.tick(), "a", false, Set.of());
    assertThat(replica("a", SETTINGS).sweep.run(alone))
        .isEqualTo(new Job.Result.Finished(new Counts(3, 3, 0, 0)));
    assertThat(all).extracting(b -> cluster.read(b).status()).containsOnly(BackendStatus.INVALID);
  }

  /** Promise 8: a single backend is reason enough, and costs the others nothing. */
  @Test
  void oneUnreachableBackendAmongHealthyOnesIsLeftToASecondReplica() {
    CasBackend unreachable = cluster.backend("h1/unreachable");
    CasBackend healthy = cluster.backend("h2/healthy");
    cluster.provider.behave("h1/unreachable", FakeProvider.UNREACHABLE);
    Fence fence = cluster.tick();
    Job.Result declined = sweep(fence);
    assertThat(declined).isInstanceOf(Job.Result.Declined.class);
    assertThat(declined.counts()).isEqualTo(new Counts(1, 0, 0, 1));
    assertThat(cluster.history(healthy)).hasSize(1);
    assertThat(cluster.read(unreachable).status()).isEqualTo(BackendStatus.OK);
    var second = new TestRun(cluster.takeOver(fence), "b", true, Set.of("a"), declined.counts());
    assertThat(replica("b", SETTINGS).sweep.run(second).counts()).isEqualTo(new Counts(2, 1, 0, 0));
    assertThat(cluster.read(unreachable).status()).isEqualTo(BackendStatus.INVALID);
    assertThat(cluster.history(healthy)).hasSize(1);
  }

  /** Promise 8: what a provider says counts at once, whoever heard it. */
  @Test
  void whatAProviderSaysIsNotDoubted() {
    CasBackend backend = cluster.backend("h/said");
    cluster.provider.behave(FakeProvider.failing(ErrorClass.AUTHENTICATION));
    assertThat(sweep(cluster.tick())).isInstanceOf(Job.Result.Finished.class);
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.INVALID);
  }

  /** Promise 8: a database that is away or busy says nothing of a backend. */
  @Test
  void credentialsThatCannotBeReadJustNowBlameNoBackend() {
    CasBackend backend = cluster.backend("h/unread");
    cluster.jdbi.useHandle(handle -> handle.execute("alter table credential rename to away"));
    try {
      assertThatThrownBy(() -> sweep(cluster.tick())).isInstanceOf(JdbiException.class);
    } finally {
      cluster.jdbi.useHandle(handle -> handle.execute("alter table away rename to credential"));
    }
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
    assertThat(sweep(cluster.tick()).counts()).isEqualTo(new Counts(1, 0, 0, 0));
  }

  /** Promise 8: what was broken before says nothing of this replica. */
  @Test
  void whatWasInvalidBeforeIsNotDoubted() {
    cluster.backend("h/broken");
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    replica("a", SETTINGS).sweep.run(new TestRun(cluster.tick(), "a", false, Set.of()));
    assertThat(sweep(cluster.tick())).isInstanceOf(Job.Result.Finished.class);
  }

  /** Promise 8: its own earlier doubt is no second replica's agreement. */
  @Test
  void aReplicaDoesNotAgreeWithItself() {
    backendsOnHosts(3);
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    var again = new TestRun(cluster.tick(), "a", true, Set.of("a"));
    assertThat(replica("a", SETTINGS).sweep.run(again)).isInstanceOf(Job.Result.Declined.class);
  }

  /** Promise 3: the deadline ends the probe, and the status is written nevertheless. */
  @Test
  void theStatusIsWrittenAfterAProbeThatTimedOut() {
    CasBackend backend = cluster.backend("h/slow");
    cluster.provider.behave(
        (credentials, deadline) -> {
          new CountDownLatch(1).await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
          return FakeProvider.broken(ErrorClass.TIMEOUT, true);
        });
    ValidationSettings brief =
        ValidationSettings.of(
            Duration.ofMillis(300), 2, 2, Duration.ofMinutes(35), Duration.ofSeconds(30), 16);
    replica("a", brief).sweep.run(new TestRun(cluster.tick(), "a", false, Set.of()));
    assertThat(cluster.read(backend).failure().orElseThrow().errorClass()).isEqualTo("TIMEOUT");
    assertThat(cluster.provider.calls()).hasSize(1);
  }

  @Test
  void aTransientFailureIsRetriedOnceAndCountedApart() {
    CasBackend backend = cluster.backend("h/flaky");
    AtomicInteger calls = new AtomicInteger();
    cluster.provider.behave(
        (credentials, deadline) ->
            calls.incrementAndGet() == 1
                ? FakeProvider.broken(ErrorClass.PROVIDER_ERROR, true)
                : FakeProvider.healthy());
    sweep(cluster.tick());
    assertThat(cluster.history(backend))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.status()).isEqualTo(BackendStatus.OK);
              assertThat(entry.retries()).isEqualTo(1);
            });
  }

  @Test
  void unreadableCredentialsAreAFindingWithoutACall() {
    CasBackend backend = cluster.backend("h/locked");
    cluster.jdbi.useHandle(h -> h.execute("update credential set ciphertext = 'x'"));
    sweep(cluster.tick());
    assertThat(cluster.read(backend).failure().orElseThrow().errorClass())
        .isEqualTo("CREDENTIALS_UNREADABLE");
    assertThat(cluster.provider.calls()).isEmpty();
  }

  private List<CasBackend> backendsOnHosts(int hosts) {
    List<CasBackend> all = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      all.add(cluster.backend("host%d/b".formatted(i)));
    }
    return all;
  }

  private Job.Result sweep(Fence fence) {
    return replica("a", SETTINGS).sweep.run(new TestRun(fence));
  }

  private Replica replica(String node, ValidationSettings settings) {
    Replica replica = new Replica(cluster, node, settings);
    replicas.add(replica);
    return replica;
  }

  private static ValidationSettings withParallelism(int parallelism) {
    return ValidationSettings.of(
        Duration.ofSeconds(5), parallelism, 1, Duration.ofMinutes(35), Duration.ofSeconds(30), 16);
  }
}

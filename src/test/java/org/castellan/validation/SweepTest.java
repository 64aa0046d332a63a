package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Job;
import org.castellan.storage.ErrorClass;
import org.castellan.testkit.LogTap;
import org.junit.jupiter.api.Test;

class SweepTest extends SweepFixture {

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

  @Test
  void aStatusThatChangesIsOneLineInTheLogWithNodeTickAndOrganization() {
    CasBackend bad = cluster.backend("b/bad");
    cluster.provider.behave("b/bad", FakeProvider.failing(ErrorClass.NOT_FOUND));
    Fence fence = cluster.tick();
    try (var log = LogTap.everything()) {
      sweep(fence);
      sweep(cluster.tick());
      assertThat(log.lines())
          .filteredOn(line -> line.contains(": OK -> "))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains(
              "node a, %s: organization %s, backend %s: OK -> INVALID, NOT_FOUND"
                  .formatted(fence, bad.organizationId(), bad.name()));
      assertThat(fence.toString()).startsWith("scope ").contains(", tick 20", ", epoch ");
    }
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
    CountDownLatch called = providerHangs();
    TestRun run = new TestRun(cluster.tick());
    Replica replica = replica("a", SETTINGS);
    Future<Job.Result> sweep = replica.executor.submit(() -> replica.sweep.run(run));
    called.await();
    run.stop();
    assertThat(sweep.get(20, TimeUnit.SECONDS).counts()).isEqualTo(new Counts(0, 0, 0, 1));
    assertThat(cluster.read(hanging).validatedAt()).isEqualTo(hanging.validatedAt());
    assertThat(cluster.history(hanging)).isEmpty();
  }

  /** From the first call on, which counts the latch down. */
  private CountDownLatch providerHangs() {
    CountDownLatch called = new CountDownLatch(1);
    cluster.provider.behave(
        (credentials, deadline) -> {
          called.countDown();
          new CountDownLatch(1).await();
          return FakeProvider.healthy();
        });
    return called;
  }

  /** Promise 1: what ends a sweep early, whatever it was, does not end its tick. */
  @Test
  void anInterruptedSweepSaysThatItIsUnfinished() throws Exception {
    cluster.backend("h/hanging");
    CountDownLatch called = providerHangs();
    Replica replica = replica("a", SETTINGS);
    var result = new CompletableFuture<Job.Result>();
    var run = new TestRun(cluster.tick());
    Thread sweep = new Thread(() -> result.complete(replica.sweep.run(run)));
    sweep.start();
    called.await();
    sweep.interrupt();
    assertThat(result.get(20, TimeUnit.SECONDS))
        .isEqualTo(new Job.Result.Unfinished(new Counts(0, 0, 0, 1)));
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
    new ManualRevalidation(a.revalidation).request(backend, () -> {});
    called.await();
    Future<Job.Result> sweep = b.executor.submit(() -> b.sweep.run(run));
    Future<GateDecision> gate = b.executor.submit(() -> b.gate.decide(backend.organizationId()));
    new ManualRevalidation(a.revalidation).request(backend, () -> {});
    await().until(() -> run.progress.remaining() == 1 && b.gate.waiting() == 1);
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

  /** Promise 3: the deadline ends the probe, and the status is written nevertheless. */
  @Test
  void theStatusIsWrittenAfterAProbeThatTimedOut() {
    CasBackend backend = cluster.backend("h/slow");
    cluster.provider.behave(SweepTest::hang);
    replica("a", ending(Duration.ofMillis(300)))
        .sweep
        .run(new TestRun(cluster.tick(), "a", false, Set.of()));
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
}

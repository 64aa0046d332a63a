package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Job;
import org.castellan.storage.ErrorClass;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

/** Promise 8: a replica that cannot reach the providers blames no backend for it. */
class SickReplicaSweepTest extends SweepFixture {

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

  /** Promises 2 and 8: it has not to try all of a large scope to know that it is in no state. */
  @Test
  void aReplicaThatGetsNoAnswerForATimeoutDeclinesBeforeItHasTriedAll() {
    for (int i = 0; i < 20; i++) {
      cluster.backend("h/b%d".formatted(i));
    }
    cluster.provider.behave(SweepTest::hang);
    assertThat(replica("a", ending(Duration.ofMillis(300))).sweep.run(new TestRun(cluster.tick())))
        .isInstanceOf(Job.Result.Declined.class);
    assertThat(cluster.provider.calls()).hasSizeLessThan(10);
  }

  /** Promise 4: one dead provider does not delay the others. */
  @Test
  void whileOthersAnswerADeadProviderKeepsNoReplicaFromGoingOn() {
    for (int i = 0; i < 6; i++) {
      cluster.provider.behave(cluster.backend("dead/b%d".formatted(i)).location(), SweepTest::hang);
    }
    for (int i = 0; i < 60; i++) {
      cluster.backend("h%d/b".formatted(i));
    }
    cluster.provider.behave(
        (credentials, deadline) -> {
          new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
          return FakeProvider.healthy();
        });
    Job.Result result =
        replica("a", ending(Duration.ofSeconds(2))).sweep.run(new TestRun(cluster.tick()));
    assertThat(result).isInstanceOf(Job.Result.Declined.class);
    assertThat(result.counts().done()).isEqualTo(60);
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

  private List<CasBackend> backendsOnHosts(int hosts) {
    List<CasBackend> all = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      all.add(cluster.backend("host%d/b".formatted(i)));
    }
    return all;
  }
}

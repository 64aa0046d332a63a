package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.Counts;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.schedule.TickRecord;
import org.castellan.schedule.TickState;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replicas that share the ticks of a scope by its shards. */
class ShardedSweepTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int BACKENDS = 40;
  private static final int PARALLELISM = 2;
  private static final ValidationSettings BOUNDS =
      ValidationSettings.of(
          Duration.ofSeconds(60),
          PARALLELISM,
          PARALLELISM,
          Duration.ofMinutes(35),
          Duration.ofSeconds(30),
          16);

  private final List<LivingReplica> replicas = new ArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private Cluster cluster;
  private Checkers checkers;

  @BeforeEach
  void backends() {
    cluster = new Cluster(db.jdbi());
    checkers = new PostgresCheckers(cluster.jdbi);
    cluster.jdbi.useHandle(handle -> handle.execute("truncate tick, tick_attempt, checker, node"));
    for (int i = 0; i < BACKENDS; i++) {
      cluster.validatedAgo(cluster.backend("host%d/b".formatted(i)), Duration.ofDays(2));
    }
    cluster.provider.behave(
        (credentials, deadline) -> {
          gate.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
          return FakeProvider.healthy();
        });
  }

  @AfterEach
  void end() throws Exception {
    gate.countDown();
    for (LivingReplica replica : replicas) {
      replica.close();
    }
  }

  /** Promise 1, whatever the replicas and the shards. */
  @Test
  void everyBackendIsValidatedExactlyOnceInATick() {
    gate.countDown();
    start("a", 4);
    start("b", 4);
    start("c", 4);
    awaitEndOf(1);
    assertThat(callsPerBackend()).hasSize(BACKENDS).allSatisfy((at, calls) -> once(calls));
    assertThat(newest().state()).isEqualTo(TickState.DONE);
    assertThat(newest().counts().done()).isEqualTo(BACKENDS);
    await().until(() -> checkers.runNow("defaults").isPresent());
    awaitEndOf(2);
    assertThat(callsPerBackend())
        .hasSize(BACKENDS)
        .allSatisfy((location, calls) -> assertThat(calls).isEqualTo(2));
  }

  @Test
  void aBusyReplicaLeavesTheOtherShardsToTheOthers() {
    start("a", 6);
    start("b", 6);
    start("c", 6);
    await().untilAsserted(() -> assertThat(runners()).containsExactly("a", "b", "c"));
    assertThat(shards()).as("nobody has begun a second one").hasSize(3);
    gate.countDown();
    awaitEndOf(1);
    assertThat(shards()).hasSize(6);
    assertThat(callsPerBackend()).hasSize(BACKENDS).allSatisfy((at, calls) -> once(calls));
  }

  /** Promise 2: however busy the others are. */
  @Test
  void aKilledReplicasShardIsTakenOverWhileTheOthersGoOn() {
    LivingReplica killed = start("a", 4);
    await().untilAsserted(() -> assertThat(runners()).containsExactly("a"));
    start("b", 4);
    await().untilAsserted(() -> assertThat(runners()).containsExactly("a", "b"));
    await().until(() -> cluster.provider.calls().size() == 2 * PARALLELISM);
    replicas.remove(killed);
    killed.kill();
    await().untilAsserted(() -> assertThat(runners()).containsExactly("b", "b"));
    gate.countDown();
    awaitEndOf(1);
    assertThat(callsPerBackend()).hasSize(BACKENDS);
    assertThat(cluster.provider.calls().size() - BACKENDS)
        .as("calls that were in flight when it was killed")
        .isBetween(0, PARALLELISM);
    assertThat(newest().counts().done()).isEqualTo(BACKENDS);
  }

  /**
   * Promise 8: each shard has a second opinion, and none has to wait for another's. On a slow
   * machine a replica may ask again before its peer has looked.
   */
  @Test
  void aDeadProviderInEveryShardIsJudgedByTwoReplicas() {
    gate.countDown();
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    start("a", 8);
    start("b", 8);
    awaitEndOf(1);
    assertThat(newest().counts()).isEqualTo(new Counts(BACKENDS, BACKENDS, 0, 0));
    assertThat(callsPerBackend()).allSatisfy((at, calls) -> assertThat(calls).isBetween(1L, 3L));
    assertThat(texts("select scope from tick_attempt where outcome = 'DECLINED'"))
        .hasSizeGreaterThan(1);
  }

  /** Promise 1, when a rolling restart changes the number of shards in the middle of a tick. */
  @Test
  void noBackendIsValidatedTwiceOrForgottenWhenTheCountChanges() {
    start("a", 1);
    await().until(() -> cluster.provider.calls().size() == PARALLELISM);
    start("b", 4);
    await().until(() -> cluster.provider.calls().size() == 2 * PARALLELISM);
    gate.countDown();
    awaitEndOf(1);
    assertThat(callsPerBackend()).hasSize(BACKENDS).allSatisfy((at, calls) -> once(calls));
    assertThat(checkers.find("defaults").orElseThrow().shards()).hasSize(4);
    await().until(() -> checkers.runNow("defaults").isPresent());
    awaitEndOf(2);
    assertThat(callsPerBackend())
        .hasSize(BACKENDS)
        .allSatisfy((location, calls) -> assertThat(calls).isEqualTo(2));
  }

  private LivingReplica start(String node, int shards) {
    var replica = new LivingReplica(cluster, db, node, shards, cluster.provider, BOUNDS).start();
    replicas.add(replica);
    return replica;
  }

  private void awaitEndOf(int ticks) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              List<TickRecord> found = checkers.ticks("defaults", Optional.empty(), 9);
              return found.size() == ticks
                  && found.stream().allMatch(tick -> tick.state().finished());
            });
  }

  private TickRecord newest() {
    return checkers.find("defaults").flatMap(status -> status.last()).orElseThrow();
  }

  /** Who runs a shard, in order. */
  private List<String> runners() {
    return texts("select node from tick where state = 'RUNNING' order by node");
  }

  /** Those that somebody has begun. */
  private List<String> shards() {
    return texts("select scope from tick");
  }

  private List<String> texts(String query) {
    return cluster.jdbi.withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  private Map<String, Long> callsPerBackend() {
    return cluster.provider.calls().stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static void once(long calls) {
    assertThat(calls).isEqualTo(1);
  }
}

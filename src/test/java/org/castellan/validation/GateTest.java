package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 5: a quiet request path. */
class GateTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final List<Replica> replicas = new ArrayList<>();
  private final ExecutorService requests = Executors.newCachedThreadPool();
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountingDataSource connections = new CountingDataSource(db::dataSource);
  private Cluster cluster;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
  }

  @AfterEach
  void tearDown() {
    answer.countDown();
    replicas.forEach(Replica::close);
    requests.shutdownNow();
  }

  @Test
  void aFreshBackendCostsOneQueryAndNoCall() {
    CasBackend backend = cluster.backend("h/fresh");
    cluster.validatedAgo(backend, Duration.ofMinutes(34));
    assertThat(used(replica("a", 16).gate.decide(backend.organizationId()))).isEqualTo("h/fresh");
    assertThat(cluster.provider.calls()).isEmpty();
    assertThat(connections.opened()).isEqualTo(1);
  }

  @Test
  void aStaleBackendIsValidatedFirst() {
    CasBackend backend = cluster.backend("h/stale");
    assertThat(used(replica("a", 16).gate.decide(backend.organizationId()))).isEqualTo("h/stale");
    assertThat(cluster.provider.calls()).hasSize(1);
    assertThat(cluster.history(backend).get(0).trigger()).isEqualTo(Trigger.REQUEST);
  }

  /** One call in the whole cluster, and those who wait hold no database connection. */
  @Test
  void manyRequestsOnTwoReplicasMakeOneCallAndHoldNoConnection() throws Exception {
    CasBackend backend = cluster.backend("h/busy");
    hang();
    Replica a = replica("a", 100);
    Replica b = replica("b", 100);
    List<Future<GateDecision>> decisions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      decisions.add(requests.submit(() -> a.gate.decide(backend.organizationId())));
      decisions.add(requests.submit(() -> b.gate.decide(backend.organizationId())));
    }
    await().until(() -> a.gate.waiting() + b.gate.waiting() == 200);
    await().until(() -> connections.open() == 0);
    answer.countDown();
    for (Future<GateDecision> decision : decisions) {
      assertThat(used(decision.get(30, TimeUnit.SECONDS))).isEqualTo("h/busy");
    }
    assertThat(cluster.provider.calls()).hasSize(1);
  }

  @Test
  void whoFindsNoPlaceToWaitIsDecidedAtOnceOnTheLastStatus() throws Exception {
    CasBackend backend = cluster.backend("h/full");
    hang();
    Replica replica = replica("a", 1);
    Future<GateDecision> waits =
        requests.submit(() -> replica.gate.decide(backend.organizationId()));
    called.await();
    assertThat(used(replica.gate.decide(backend.organizationId()))).isEqualTo("h/full");
    assertThat(waits).isNotDone();
    answer.countDown();
    assertThat(used(waits.get(30, TimeUnit.SECONDS))).isEqualTo("h/full");
    assertThat(replica.gate.waiting()).isZero();
  }

  @Test
  void anOrganizationMayNotTakeAllPlaces() {
    WaitingRoom room = new WaitingRoom(ValidationSettings.DEFAULTS);
    UUID greedy = UUID.randomUUID();
    for (int i = 0; i < ValidationSettings.DEFAULTS.maxWaitingPerOrganization(); i++) {
      assertThat(room.enter(greedy)).isTrue();
    }
    assertThat(room.enter(greedy)).isFalse();
    assertThat(room.enter(UUID.randomUUID())).isTrue();
    room.leave(greedy);
    assertThat(room.enter(greedy)).isTrue();
  }

  /** The wait is one validation timeout; then what is known has to do. */
  @Test
  void theWaitIsBounded() throws Exception {
    CasBackend backend = cluster.backend("h/hangs");
    hang();
    Replica impatient = replica("a", settings(16, Duration.ofMillis(300)));
    assertThat(used(impatient.gate.decide(backend.organizationId()))).isEqualTo("h/hangs");
    assertThat(cluster.provider.calls()).hasSize(1);
  }

  @Test
  void anInvalidBackendIsRetriedOnABackoffOnly() {
    CasBackend backend = cluster.backend("h/broken");
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    cluster.invalidSince(backend, Duration.ofSeconds(31));
    Replica replica = replica("a", 16);
    for (int i = 0; i < 20; i++) {
      assertThat(replica.gate.decide(backend.organizationId()))
          .isInstanceOf(GateDecision.NoneValid.class);
    }
    assertThat(cluster.provider.calls()).hasSize(1);
    cluster.provider.behave(FakeProvider.HEALTHY);
    cluster.invalidSince(backend, Duration.ofSeconds(31));
    assertThat(used(replica.gate.decide(backend.organizationId()))).isEqualTo("h/broken");
  }

  @Test
  void theFallbackIsHeldToTheSameWindow() {
    UUID organization = cluster.organization();
    CasBackend first = cluster.insert(Cluster.draft(organization, "a/default", true, false));
    CasBackend second = cluster.insert(Cluster.draft(organization, "b/fallback", false, true));
    cluster.provider.behave("a/default", FakeProvider.UNREACHABLE);
    Replica replica = replica("a", 16);
    assertThat(used(replica.gate.decide(organization))).isEqualTo("b/fallback");
    assertThat(cluster.provider.calls()).containsExactly("a/default", "b/fallback");
    assertThat(cluster.read(first).status()).isEqualTo(BackendStatus.INVALID);
    cluster.provider.behave("b/fallback", FakeProvider.UNREACHABLE);
    cluster.validatedAgo(second, Duration.ofHours(1));
    assertThat(replica.gate.decide(organization)).isInstanceOf(GateDecision.NoneValid.class);
  }

  @Test
  void theInlineBackendIsAlwaysGood() {
    UUID organization = cluster.organization();
    assertThat(replica("a", 16).gate.decide(organization))
        .isInstanceOfSatisfying(
            GateDecision.Use.class, use -> assertThat(use.backend().builtIn()).isTrue());
  }

  @Test
  void withoutADefaultThereIsNothingToDecide() {
    assertThat(replica("a", 16).gate.decide(UUID.randomUUID()))
        .isInstanceOf(GateDecision.NoDefault.class);
  }

  /** A replica that died in the middle delays a request by its claim at most, never for ever. */
  @Test
  void anAbandonedClaimIsTakenOnceItExpired() {
    CasBackend backend = cluster.backend("h/abandoned");
    cluster.claimedElsewhere(backend, Duration.ofMillis(700));
    Replica replica = replica("a", 16);
    await()
        .until(
            () -> {
              GateDecision unused = replica.gate.decide(backend.organizationId());
              return cluster.provider.calls().size() == 1;
            });
    assertThat(cluster.history(backend)).hasSize(1);
  }

  private void hang() {
    cluster.provider.behave(
        (credentials, deadline) -> {
          called.countDown();
          answer.await();
          return FakeProvider.healthy();
        });
  }

  private Replica replica(String node, int maxWaiting) {
    return replica(node, settings(maxWaiting, Duration.ofSeconds(30)));
  }

  private Replica replica(String node, ValidationSettings settings) {
    Replica replica = new Replica(cluster, Jdbi.create(connections), node, settings);
    replicas.add(replica);
    return replica;
  }

  private static ValidationSettings settings(int maxWaiting, Duration timeout) {
    return new ValidationSettings(
        timeout,
        16,
        4,
        Duration.ofMillis(500),
        64,
        Duration.ofMinutes(35),
        Duration.ofSeconds(30),
        maxWaiting,
        1000);
  }

  private static String used(GateDecision decision) {
    assertThat(decision).isInstanceOf(GateDecision.Use.class);
    return ((GateDecision.Use) decision).backend().location();
  }
}

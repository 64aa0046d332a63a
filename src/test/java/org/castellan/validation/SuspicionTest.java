package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.storage.ErrorClass;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 8 outside a tick: what one replica alone cannot reach stays {@code OK}. */
class SuspicionTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final FakeProvider cutOff = new FakeProvider();
  private final List<Replica> replicas = new ArrayList<>();
  private final ExecutorService requests = Executors.newCachedThreadPool();
  private volatile boolean peers = true;
  private Cluster cluster;
  private Replica sick;
  private Replica other;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
    cutOff.behave(FakeProvider.UNREACHABLE);
    sick = replica("sick", cutOff);
    other = replica("other", cluster.provider);
  }

  @AfterEach
  void tearDown() {
    replicas.forEach(Replica::close);
    requests.shutdownNow();
  }

  @Test
  void whatOneReplicaCannotReachStaysOkAndIsNotAskedAgainAtOnce() {
    CasBackend backend = cluster.backend("h/alone");
    for (int i = 0; i < 5; i++) {
      assertThat(uses(sick, backend)).isTrue();
      assertThat(uses(other, backend)).isTrue();
    }
    assertThat(cutOff.calls()).hasSize(1);
    assertThat(cluster.provider.calls()).isEmpty();
    ValidationEntry entry = cluster.history(backend).get(0);
    assertThat(entry.status()).isEqualTo(BackendStatus.OK);
    assertThat(entry.errorClass()).contains(ErrorClass.UNREACHABLE.name());
    assertThat(cluster.statusChanges()).isEmpty();
  }

  /** Promise 5 too: the crowd is decided on the last status, after one call. */
  @Test
  void aCrowdOnReplicasThatCannotReachItMakesOneCall() throws Exception {
    CasBackend backend = cluster.backend("h/crowd");
    cluster.provider.behave(FakeProvider.failing(ErrorClass.TIMEOUT));
    List<Future<Boolean>> uploads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Replica replica = i % 2 == 0 ? sick : other;
      uploads.add(requests.submit(() -> uses(replica, backend)));
    }
    for (Future<Boolean> upload : uploads) {
      assertThat(upload.get(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(cutOff.calls().size() + cluster.provider.calls().size()).isEqualTo(1);
  }

  @Test
  void anotherReplicasLookClearsIt() {
    CasBackend backend = suspected("h/well");
    other.opinions.look();
    await().until(() -> cluster.provider.calls("h/well") == 1);
    await().until(() -> !isSuspected(backend));
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
  }

  @Test
  void anotherReplicasAgreementMakesItInvalid() {
    CasBackend backend = suspected("h/dead");
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    other.opinions.look();
    await().until(() -> cluster.read(backend).status() == BackendStatus.INVALID);
    assertThat(isSuspected(backend)).isFalse();
    assertThat(cluster.statusChanges()).hasSize(1);
  }

  @Test
  void theSameReplicaNeverAgreesWithItself() {
    CasBackend backend = suspected("h/again");
    sick.opinions.look();
    assertThat(uses(sick, backend)).isTrue();
    assertThat(cutOff.calls()).hasSize(1);
    suspectedAgo(backend, Duration.ofSeconds(91));
    assertThat(uses(sick, backend)).isTrue();
    assertThat(cutOff.calls()).hasSize(2);
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
  }

  @Test
  void withNobodyElseToAskItIsInvalidAtOnce() {
    CasBackend backend = cluster.backend("h/only");
    peers = false;
    assertThat(uses(sick, backend)).isFalse();
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.INVALID);
  }

  @Test
  void aRevalidationByHandIsNoExceptionToTheRule() throws Exception {
    CasBackend backend = cluster.backend("h/hand");
    cluster.validatedAgo(backend, Duration.ZERO);
    sick.revalidation.validateNow(backend.id()).get(30, TimeUnit.SECONDS);
    assertThat(isSuspected(backend)).isTrue();
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"UNREACHABLE", "TIMEOUT", "RATE_LIMITED"},
      mode = EnumSource.Mode.EXCLUDE)
  void whatTheProviderItselfSaidIsBelieved(ErrorClass said) {
    CasBackend backend = cluster.backend("h/said");
    cutOff.behave(FakeProvider.failing(said));
    assertThat(uses(sick, backend)).isFalse();
  }

  @Test
  void aCallCutShortByTheReplicasEndSaysNothing() throws Exception {
    peers = false;
    CasBackend backend = cluster.backend("h/stopping");
    cutOff.behave(
        (credentials, deadline) -> {
          Thread.currentThread().interrupt();
          return FakeProvider.broken(ErrorClass.TIMEOUT, true);
        });
    sick.revalidation.ensureFresh(backend.id()).get(30, TimeUnit.SECONDS);
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
    assertThat(cluster.history(backend)).isEmpty();
  }

  /** Suspected by the sick replica, and past the backoff of the others. */
  private CasBackend suspected(String location) {
    CasBackend backend = cluster.backend(location);
    assertThat(uses(sick, backend)).isTrue();
    suspectedAgo(backend, Duration.ofSeconds(31));
    return backend;
  }

  private void suspectedAgo(CasBackend backend, Duration age) {
    cluster.jdbi.useHandle(
        handle ->
            handle.execute(
                "update cas_backend set suspected_at = clock_timestamp()"
                    + " - ? * interval '1 millisecond' where id = ?",
                age.toMillis(),
                backend.id()));
  }

  private boolean isSuspected(CasBackend backend) {
    return cluster.jdbi.withHandle(
        handle ->
            handle
                .createQuery("select suspected_by is not null from cas_backend where id = :id")
                .bind("id", backend.id())
                .mapTo(boolean.class)
                .one());
  }

  private static boolean uses(Replica replica, CasBackend backend) {
    return replica.gate.decide(backend.organizationId()) instanceof GateDecision.Use;
  }

  private Replica replica(String node, FakeProvider provider) {
    var self = new ThisReplica(node, () -> peers);
    Replica replica =
        new Replica(cluster, cluster.jdbi, self, provider, ValidationSettings.DEFAULTS);
    replicas.add(replica);
    return replica;
  }
}

package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.castellan.backend.BackendChange;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.backend.ChangeResult;
import org.castellan.backend.InsertResult;
import org.castellan.backend.NewBackend;
import org.castellan.backend.NewCredentials;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistrationTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final ProviderCredentials SECOND =
      new ProviderCredentials(Map.of("key", "second"));

  private Cluster cluster;
  private Replica replica;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
    replica = new Replica(cluster, "a", ValidationSettings.DEFAULTS);
  }

  @AfterEach
  void tearDown() {
    replica.close();
  }

  @Test
  void aProbedBackendIsStoredWithItsFirstValidation() {
    CasBackend created = created(create(draft("h/new")));
    assertThat(created.status()).isEqualTo(BackendStatus.OK);
    assertThat(created.validatedAt()).isPresent();
    assertThat(cluster.history(created))
        .singleElement()
        .extracting(ValidationEntry::trigger)
        .isEqualTo(Trigger.CREATE);
  }

  @Test
  void anUnreachableBackendIsNotStored() {
    cluster.provider.behave(FakeProvider.failing(ErrorClass.AUTHENTICATION));
    NewBackend draft = draft("h/refused");
    assertThat(create(draft))
        .isInstanceOfSatisfying(
            RegistrationResult.Unreachable.class,
            it -> assertThat(it.failure().errorClass()).isEqualTo(ErrorClass.AUTHENTICATION));
    assertThat(cluster.backends.find(draft.organizationId(), draft.name())).isEmpty();
  }

  @Test
  void aTakenNameCostsNoCall() {
    NewBackend draft = draft("h/twice");
    create(draft);
    assertThat(create(draft))
        .isEqualTo(new RegistrationResult.Answered(new InsertResult.NameTaken()));
    assertThat(cluster.provider.calls()).hasSize(1);
  }

  @Test
  void newCredentialsAreProbedThenReplaceTheOld() {
    CasBackend backend = cluster.backend("h/rotated");
    cluster.invalidSince(backend, Duration.ZERO);
    UpdateResult result = replace(backend, backend.revision());
    assertThat(result).isInstanceOf(UpdateResult.Answered.class);
    CasBackend after = cluster.read(backend);
    assertThat(after.status()).isEqualTo(BackendStatus.OK);
    assertThat(after.failure()).isEmpty();
    assertThat(cluster.backends.credentialsOf(after).fields()).isEqualTo(SECOND.fields());
    assertThat(cluster.history(after).get(0).trigger()).isEqualTo(Trigger.UPDATE);
    assertThat(cluster.statusChanges())
        .containsExactly("castellan:update INVALID -> OK. It answers again.");
  }

  @Test
  void credentialsThatFailLeaveTheOldOnesAndTheStatus() {
    CasBackend backend = cluster.backend("h/kept");
    cluster.provider.behave(FakeProvider.failing(ErrorClass.AUTHORIZATION));
    assertThat(replace(backend, backend.revision())).isInstanceOf(UpdateResult.Unreachable.class);
    assertThat(cluster.read(backend)).isEqualTo(backend);
    assertThat(claimIsFree(backend)).isTrue();
  }

  @Test
  void anOldRevisionCostsNoCall() {
    CasBackend backend = cluster.backend("h/older");
    assertThat(replace(backend, backend.revision() + 1))
        .isEqualTo(new UpdateResult.Answered(new ChangeResult.RevisionMismatch(backend)));
    assertThat(cluster.provider.calls()).isEmpty();
  }

  /** A probe with the old credentials that is under way is waited for, and overwrites nothing. */
  @Test
  void aReplacementWaitsForTheValidationUnderWay() throws Exception {
    CasBackend backend = cluster.backend("h/wait");
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    cluster.provider.behave(
        (credentials, deadline) -> {
          if (credentials.get("key").equals(Optional.of("second"))) {
            return FakeProvider.healthy();
          }
          called.countDown();
          answer.await();
          return FakeProvider.broken(ErrorClass.AUTHENTICATION, false);
        });
    new ManualRevalidation(replica.revalidation).request(backend, () -> {});
    called.await();
    Future<UpdateResult> update =
        replica.executor.submit(() -> replace(backend, backend.revision()));
    answer.countDown();
    assertThat(update.get(30, TimeUnit.SECONDS)).isInstanceOf(UpdateResult.Answered.class);
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
    assertThat(cluster.history(backend))
        .extracting(ValidationEntry::trigger)
        .containsExactly(Trigger.UPDATE, Trigger.MANUAL);
  }

  @Test
  void aChangeWithoutCredentialsCostsNoCall() {
    CasBackend backend = cluster.backend("h/described");
    var change =
        new BackendChange(
            Optional.of("new words"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    replica.registration.change(backend, OptionalLong.empty(), change, "test");
    assertThat(cluster.read(backend).description()).isEqualTo("new words");
    assertThat(cluster.provider.calls()).isEmpty();
  }

  private NewBackend draft(String location) {
    return Cluster.draft(cluster.organization(), location, false, false);
  }

  private RegistrationResult create(NewBackend draft) {
    return replica.registration.create(draft, SECOND, "test");
  }

  private static CasBackend created(RegistrationResult result) {
    assertThat(result).isInstanceOf(RegistrationResult.Answered.class);
    return ((InsertResult.Inserted) ((RegistrationResult.Answered) result).result()).backend();
  }

  private UpdateResult replace(CasBackend backend, long revision) {
    var change =
        new BackendChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new NewCredentials(SECOND, backend.host())));
    return replica.registration.change(backend, OptionalLong.of(revision), change, "test");
  }

  private boolean claimIsFree(CasBackend backend) {
    return replica.validator.claims().take(backend.id(), Trigger.MANUAL, new Due.Always())
        instanceof Claims.Result.Taken;
  }
}

package org.castellan.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.castellan.audit.AuditEntry;
import org.castellan.audit.AuditEvent;
import org.castellan.organization.Organization;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The contract's rules on registering, changing and deleting; the seats have a test of their own.
 */
class BackendRegistryTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final BackendChange NOTHING =
      new BackendChange(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private Organization organization;

  @BeforeEach
  void anOrganization() {
    organization = kit.organization();
  }

  @Test
  void registeredIsOkAndValidatedNow() {
    NewBackend draft = TestRegistry.draft(organization, "a", false, false);

    CasBackend backend = kit.insert(draft);

    assertThat(backend.location()).isEqualTo(draft.location());
    assertThat(backend.host()).isEqualTo(draft.host());
    assertThat(backend.description()).isEqualTo(draft.description());
    assertThat(backend.maxBytes()).isEqualTo(draft.maxBytes());
    assertThat(backend.status()).isEqualTo(BackendStatus.OK);
    assertThat(backend.validatedAt()).contains(backend.createdAt());
    assertThat(backend.revision()).isEqualTo(1);
    assertThat(kit.backends.find(organization.id(), "a")).contains(backend);
  }

  @Test
  void nameIsTakenByALiveBackendAndFreeAgainAfterItsDeletion() {
    CasBackend first = kit.defaultBackend(organization, "a");
    NewBackend again = TestRegistry.draft(organization, "a", true, false);

    assertThat(kit.tryInsert(again)).isEqualTo(new InsertResult.NameTaken());
    assertThat(kit.defaultOf(organization.id())).contains(first);

    kit.registry.delete(first.id(), "admin");
    assertThat(kit.insert(again).id()).isNotEqualTo(first.id());
  }

  @Test
  void otherOrganizationMayUseTheSameName() {
    kit.plainBackend(organization, "a");

    assertThat(kit.plainBackend(kit.organization(), "a").name()).isEqualTo("a");
  }

  @Test
  void nothingIsRegisteredForAnOrganizationThatIsNotThere() {
    var nobody =
        new Organization(
            UUID.randomUUID(), "x", Optional.empty(), Optional.empty(), organization.createdAt());

    assertThat(kit.tryInsert(TestRegistry.draft(nobody, "a", true, false)))
        .isEqualTo(new InsertResult.OrganizationMissing());
  }

  @Test
  void everyViolationIsToldAtOnce() {
    var draft =
        new NewBackend(organization.id(), "A!", "AWS-S3", "", "", "d".repeat(1001), true, true, 1L);

    var refused = (InsertResult.Refused) kit.tryInsert(draft);

    assertThat(refused.violations())
        .extracting(Violation::field)
        .containsExactly("name", "description", "maxBytes", "fallback");
  }

  @Test
  void leastMaxBytesIsTenMebibytes() {
    CasBackend backend = kit.plainBackend(organization, "a");

    assertThat(violatingField(backend, maxBytes((10 << 20) - 1))).isEqualTo("maxBytes");
    assertThat(changed(backend, maxBytes(10 << 20)).maxBytes()).isEqualTo(10 << 20);
  }

  @Test
  void descriptionHasAtMost1000Characters() {
    CasBackend backend = kit.plainBackend(organization, "a");

    assertThat(violatingField(backend, description("d".repeat(1001)))).isEqualTo("description");
    assertThat(changed(backend, description("d".repeat(1000))).description()).hasSize(1000);
  }

  @Test
  void builtInBackendKeepsItsSizeAndHasNoCredentials() {
    CasBackend inline = kit.defaultOf(organization.id()).orElseThrow();

    assertThat(violatingField(inline, maxBytes(100 << 20))).isEqualTo("maxBytes");
    assertThat(violatingField(inline, credentials(Map.of("a", "b")))).isEqualTo("credentials");
    assertThat(changed(inline, description("ours")).description()).isEqualTo("ours");
  }

  @Test
  void changeOfAnOldRevisionIsRefused() {
    CasBackend seen = kit.plainBackend(organization, "a");
    CasBackend newer = changed(seen, description("newer"));

    ChangeResult result =
        kit.registry.change(
            seen.id(), OptionalLong.of(seen.revision()), description("older"), "admin");

    assertThat(result).isEqualTo(new ChangeResult.RevisionMismatch(newer));
    assertThat(kit.backends.find(seen.id())).contains(newer);
  }

  @Test
  void revisionCountsChangesOnce() {
    CasBackend backend = kit.plainBackend(organization, "a");
    var everything =
        new BackendChange(
            Optional.of("new"),
            Optional.of(true),
            Optional.empty(),
            Optional.of(20L << 20),
            Optional.of(newer(Map.of("k", "v"))));

    assertThat(changed(backend, NOTHING)).isEqualTo(backend);
    assertThat(changed(backend, everything).revision()).isEqualTo(backend.revision() + 1);
  }

  @Test
  void newCredentialsReplaceTheFormerAndTheBackendIsOk() {
    CasBackend backend = kit.plainBackend(organization, "a");
    kit.jdbi.useHandle(
        handle ->
            handle.execute(
                """
                update cas_backend set status = 'INVALID', error_class = 'AUTHENTICATION',
                  error = 'e', remedy = 'r' where id = ?
                """,
                backend.id()));

    CasBackend changed = changed(backend, credentials(Map.of("accessKeyId", "new")));

    assertThat(changed.credentialId()).isNotEqualTo(backend.credentialId());
    assertThat(changed.host()).isEqualTo("new.example");
    assertThat(changed.status()).isEqualTo(BackendStatus.OK);
    assertThat(changed.failure()).isEmpty();
    assertThat(changed.validatedAt().orElseThrow()).isAfter(backend.validatedAt().orElseThrow());
    assertThat(kit.backends.credentialsOf(changed).fields())
        .isEqualTo(Map.of("accessKeyId", "new"));
    assertThat(credentialRows(backend.credentialId().orElseThrow())).isZero();
  }

  @Test
  void deletedIsGoneFromListsButKeepsItsRowAndCredentials() {
    CasBackend backend = kit.plainBackend(organization, "a");

    assertThat(kit.registry.delete(backend.id(), "admin")).isEqualTo(DeleteResult.DELETED);

    assertThat(kit.backends.find(organization.id(), "a")).isEmpty();
    CasBackend deleted = kit.backends.find(backend.id()).orElseThrow();
    assertThat(deleted.deletedAt()).isPresent();
    assertThat(kit.backends.credentialsOf(deleted).fields())
        .isEqualTo(TestRegistry.CREDENTIALS.fields());
  }

  @Test
  void deletedOrUnknownIsMissing() {
    CasBackend backend = kit.plainBackend(organization, "a");
    kit.registry.delete(backend.id(), "admin");

    for (UUID id : List.of(backend.id(), UUID.randomUUID())) {
      assertThat(kit.registry.delete(id, "admin")).isEqualTo(DeleteResult.MISSING);
      assertThat(kit.registry.change(id, OptionalLong.empty(), NOTHING, "admin"))
          .isEqualTo(new ChangeResult.Missing());
    }
  }

  @Test
  void builtInBackendIsNotDeleted() {
    CasBackend inline = kit.defaultOf(organization.id()).orElseThrow();

    assertThat(kit.registry.delete(inline.id(), "admin")).isEqualTo(DeleteResult.BUILT_IN_REFUSED);
    assertThat(kit.defaultOf(organization.id())).contains(inline);
  }

  @Test
  void everyChangeIsAuditedWithoutSecrets() {
    CasBackend backend = kit.plainBackend(organization, "a");
    changed(backend, description("new"));
    changed(backend, maxBytes(20 << 20));
    changed(backend, credentials(Map.of("secretAccessKey", "hush")));
    kit.registry.delete(backend.id(), "token:1");

    List<AuditEvent> events =
        kit
            .audit
            .list(AuditTrail.of(Optional.of(organization.id())), Optional.empty(), 5)
            .items()
            .stream()
            .map(AuditEntry::event)
            .toList();

    assertThat(events)
        .extracting(AuditEvent::action)
        .containsExactly(
            "BACKEND_DELETED",
            "BACKEND_CREDENTIALS_REPLACED",
            "BACKEND_CHANGED",
            "BACKEND_CHANGED",
            "BACKEND_CREATED");
    assertThat(events.get(0).actor()).isEqualTo("token:1");
    assertThat(events.get(2).detail()).isEqualTo("maxBytes was 104857600 and is 20971520.");
    assertThat(events).asString().doesNotContain("hush");
  }

  private CasBackend changed(CasBackend backend, BackendChange change) {
    return ((ChangeResult.Changed)
            kit.registry.change(backend.id(), OptionalLong.empty(), change, "admin"))
        .backend();
  }

  private String violatingField(CasBackend backend, BackendChange change) {
    var refused =
        (ChangeResult.Refused)
            kit.registry.change(backend.id(), OptionalLong.empty(), change, "admin");
    assertThat(kit.backends.find(backend.id())).contains(backend);
    return refused.violations().get(0).field();
  }

  private static BackendChange description(String description) {
    return new BackendChange(
        Optional.of(description),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static BackendChange maxBytes(long bytes) {
    return new BackendChange(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(bytes), Optional.empty());
  }

  private static BackendChange credentials(Map<String, String> fields) {
    return new BackendChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(newer(fields)));
  }

  private static NewCredentials newer(Map<String, String> fields) {
    return new NewCredentials(new ProviderCredentials(fields), "new.example");
  }

  private int credentialRows(UUID id) {
    return kit.jdbi.withHandle(
        handle ->
            handle
                .select("select count(*) from credential where id = ?", id)
                .mapTo(int.class)
                .one());
  }
}

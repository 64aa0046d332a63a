package org.castellan.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.castellan.organization.Organization;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackendsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final Instant EVER = Instant.parse("9000-01-01T00:00:00Z");

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private Organization organization;

  @BeforeEach
  void anEmptyRegistry() {
    kit.jdbi.useHandle(
        handle -> handle.execute("truncate organization, cas_backend, credential cascade"));
    organization = kit.organization();
  }

  @Test
  void defaultsScopeHasDefaultAndFallbackBackends() {
    kit.defaultBackend(organization, "d");
    kit.fallbackBackend(organization, "f");
    kit.plainBackend(organization, "p");

    assertThat(names(Scope.DEFAULTS, EVER)).containsExactlyInAnyOrder("d", "f");
  }

  @Test
  void allScopeHasDeletedBackendsOnlyWhileTheyHoldArtifacts() {
    kit.defaultBackend(organization, "d");
    kit.plainBackend(organization, "p");
    CasBackend holding = kit.plainBackend(organization, "holding");
    CasBackend empty = kit.plainBackend(organization, "empty");
    holdArtifact(holding);
    kit.registry.delete(holding.id(), "admin");
    kit.registry.delete(empty.id(), "admin");

    assertThat(names(Scope.ALL, EVER)).containsExactlyInAnyOrder("d", "p", "holding");
  }

  @Test
  void inlineBackendIsInNoScope() {
    assertThat(names(Scope.DEFAULTS, EVER)).isEmpty();
    assertThat(names(Scope.ALL, EVER)).isEmpty();
  }

  /** Promise 4: oldest-validated first. */
  @Test
  void scopeComesOldestValidatedFirstAndNeverValidatedBeforeAll() {
    validatedAt(kit.plainBackend(organization, "newer"), "2026-01-02 00:00:00+00");
    validatedAt(kit.plainBackend(organization, "older"), "2026-01-01 00:00:00+00");
    validatedAt(kit.plainBackend(organization, "never"), "infinity");
    kit.jdbi.useHandle(
        handle ->
            handle.execute("update cas_backend set validated_at = null where name = 'never'"));

    assertThat(names(Scope.ALL, EVER)).containsExactly("never", "older", "newer");
  }

  /** Promise 1: none where another trigger validated it since the tick's instant. */
  @Test
  void scopeLeavesOutWhatWasValidatedSinceTheInstant() {
    CasBackend at = kit.plainBackend(organization, "at");
    validatedAt(at, "2026-01-01 00:30:00+00");
    validatedAt(kit.plainBackend(organization, "before"), "2026-01-01 00:29:59.999999+00");

    assertThat(names(Scope.ALL, Instant.parse("2026-01-01T00:30:00Z"))).containsExactly("before");
  }

  @Test
  void everyBackendIsInExactlyOnePart() {
    for (int i = 0; i < 30; i++) {
      kit.plainBackend(organization, "b" + i);
    }
    Set<String> found = new HashSet<>();
    for (int number = 1; number <= 4; number++) {
      var part = kit.backends.inScope(Scope.ALL, new Portion(number, 4), EVER);
      assertThat(part).hasSizeBetween(1, 29);
      assertThat(kit.backends.healthy(new Portion(number, 4))).hasSameElementsAs(part);
      part.forEach(backend -> assertThat(found.add(backend.name())).isTrue());
    }
    assertThat(found).hasSize(30);
  }

  @Test
  void scopedBackendSaysWhatASweepNeeds() {
    CasBackend backend = kit.defaultBackend(organization, "d");

    assertThat(kit.backends.inScope(Scope.DEFAULTS, Portion.WHOLE, EVER))
        .containsExactly(
            new ScopedBackend(
                backend.id(),
                organization.id(),
                "d",
                "AWS-S3",
                backend.host(),
                BackendStatus.OK,
                backend.validatedAt()));
  }

  @Test
  void scopesHaveTheContractsNames() {
    assertThat(List.of(Scope.values())).extracting(Scope::id).containsExactly("defaults", "all");
  }

  @Test
  void inlineBackendHasNoCredentials() {
    CasBackend inline = kit.defaultOf(organization.id()).orElseThrow();

    assertThat(kit.backends.credentialsOf(inline).fields()).isEmpty();
  }

  @Test
  void credentialsReplacedSinceTheBackendWasReadAreTheNewerOnes() {
    CasBackend read = kit.plainBackend(organization, "a");
    replaceCredentials(read, Map.of("k", "newer"));

    assertThat(kit.backends.credentialsOf(read).fields()).isEqualTo(Map.of("k", "newer"));
  }

  @Test
  void credentialsOfAnotherKeysetAreUnreadableInWords() {
    CasBackend backend = kit.plainBackend(organization, "a");
    var otherKeyset = new TestRegistry(db.jdbi()).backends;

    assertThatThrownBy(() -> otherKeyset.credentialsOf(backend))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.CREDENTIALS_UNREADABLE);
              assertThat(e.failure().retryable()).isFalse();
            });
  }

  @Test
  void unknownIsEmpty() {
    assertThat(kit.backends.find(UUID.randomUUID())).isEmpty();
    assertThat(kit.backends.find(organization.id(), "a")).isEmpty();
    assertThat(kit.defaultOf(UUID.randomUUID())).isEmpty();
  }

  private List<String> names(Scope scope, Instant since) {
    return kit.backends.inScope(scope, Portion.WHOLE, since).stream()
        .map(ScopedBackend::name)
        .toList();
  }

  private void replaceCredentials(CasBackend backend, Map<String, String> fields) {
    var newer = new NewCredentials(new ProviderCredentials(fields), backend.host());
    var change =
        new BackendChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(newer));
    kit.registry.change(backend.id(), OptionalLong.empty(), change, "admin");
  }

  private void validatedAt(CasBackend backend, String at) {
    kit.jdbi.useHandle(
        handle ->
            handle.execute(
                "update cas_backend set validated_at = ?::timestamptz where id = ?",
                at,
                backend.id()));
  }

  private void holdArtifact(CasBackend backend) {
    kit.jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into artifact (organization_id, digest, backend_id, size, created_by)
                values (?, repeat('a', 64), ?, 1, 'admin')
                """,
                backend.organizationId(),
                backend.id()));
  }
}

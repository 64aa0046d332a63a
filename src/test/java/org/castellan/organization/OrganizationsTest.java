package org.castellan.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.castellan.access.Role;
import org.castellan.audit.AuditEntry;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.Page;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrganizationsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final TestRegistry kit = new TestRegistry(db.jdbi());

  @Test
  void createdIsFoundByName() {
    var created =
        (Creation.Created)
            kit.organizations.create(
                "acme", Allowance.UNLIMITED.withQuota(Optional.of(1000L)), "admin");

    assertThat(kit.organizations.find("acme")).contains(created.organization());
    assertThat(created.organization().quotaBytes()).contains(1000L);
  }

  @Test
  void nameIsTakenOnce() {
    Organization first = kit.organization("twice");

    assertThat(kit.organizations.create("twice", Allowance.UNLIMITED, "admin"))
        .isEqualTo(new Creation.NameTaken());
    assertThat(kit.organizations.find("twice")).contains(first);
  }

  @Test
  void badNameAndNegativeQuotaAreRefused() {
    assertThatThrownBy(() -> kit.organizations.create("Bad_Name", Allowance.UNLIMITED, "admin"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                kit.organizations.create(
                    "fine", Allowance.UNLIMITED.withQuota(Optional.of(-1L)), "admin"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void newOrganizationHasTheInlineBackendAsItsDefault() {
    Organization organization = kit.organization();

    CasBackend inline = kit.defaultOf(organization.id()).orElseThrow();

    assertThat(inline.name()).isEqualTo("default-inline");
    assertThat(inline.builtIn()).isTrue();
    assertThat(inline.provider()).isEqualTo("INLINE");
    assertThat(inline.location()).isEmpty();
    assertThat(inline.maxBytes()).isEqualTo(500 * 1024);
    assertThat(inline.status()).isEqualTo(BackendStatus.OK);
    assertThat(inline.credentialId()).isEmpty();
  }

  @Test
  void listenerThatFailsUndoesTheCreation() {
    var failing = new Organizations(kit.jdbi, kit.audit, List.of(new FailingListener()));

    assertThatThrownBy(() -> failing.create("undone", Allowance.UNLIMITED, "admin"))
        .hasMessage("no inline backend today");

    assertThat(kit.organizations.find("undone")).isEmpty();
  }

  @Test
  void listIsNewestFirstPageByPage() {
    String oldest = kit.organization().name();
    String middle = kit.organization().name();
    String newest = kit.organization().name();

    Page<Organization> first = kit.organizations.list(Optional.empty(), 2);
    Page<Organization> second = kit.organizations.list(first.next(), 1);

    assertThat(first.items()).extracting(Organization::name).containsExactly(newest, middle);
    assertThat(second.items()).extracting(Organization::name).containsExactly(oldest);
  }

  @Test
  void quotaIsChangedAndTakenAway() {
    UUID id = kit.organization().id();

    assertThat(kit.organizations.change(id, quota(Optional.of(5L)), "admin").orElseThrow())
        .extracting(Organization::quotaBytes)
        .isEqualTo(Optional.of(5L));
    assertThat(kit.organizations.change(id, quota(Optional.empty()), "admin").orElseThrow())
        .extracting(Organization::quotaBytes)
        .isEqualTo(Optional.empty());
    assertThat(kit.organizations.change(UUID.randomUUID(), quota(Optional.of(5L)), "admin"))
        .isEmpty();
  }

  @Test
  void deletedOrganizationTakesTokensBackendsAndCredentialsWithIt() {
    Organization organization = kit.organization();
    UUID credential = kit.defaultBackend(organization, "s3").credentialId().orElseThrow();
    CasBackend deleted = kit.plainBackend(organization, "gone");
    kit.registry.delete(deleted.id(), "admin");
    kit.tokens.issue(organization.id(), "ci", Role.WRITER, Optional.empty(), "admin");

    assertThat(kit.organizations.delete(organization.id(), "admin")).isEqualTo(Deletion.DELETED);

    assertThat(kit.organizations.find(organization.name())).isEmpty();
    assertThat(rows("cas_backend", "organization_id", organization.id())).isZero();
    assertThat(rows("access_token", "organization_id", organization.id())).isZero();
    assertThat(rows("credential", "id", credential)).isZero();
    assertThat(rows("credential", "id", deleted.credentialId().orElseThrow())).isZero();
  }

  @Test
  void organizationThatHoldsArtifactsStaysWhole() {
    Organization organization = kit.organization();
    CasBackend backend = kit.defaultBackend(organization, "s3");
    holdArtifact(backend);

    assertThat(kit.organizations.delete(organization.id(), "admin")).isEqualTo(Deletion.NOT_EMPTY);

    assertThat(kit.organizations.find(organization.name())).contains(organization);
    assertThat(kit.backends.find(backend.id())).contains(backend);
    assertThat(kit.backends.credentialsOf(backend).fields())
        .isEqualTo(TestRegistry.CREDENTIALS.fields());
  }

  @Test
  void deletionOfWhatIsNotThereIsMissing() {
    assertThat(kit.organizations.delete(UUID.randomUUID(), "admin")).isEqualTo(Deletion.MISSING);
  }

  @Test
  void everyChangeIsAudited() {
    UUID id = kit.organization("audited").id();
    kit.organizations.change(id, quota(Optional.of(7L)), "admin");
    kit.organizations.delete(id, "admin");

    List<AuditEvent> events =
        kit.audit.list(AuditTrail.of(Optional.of(id)), Optional.empty(), 10).items().stream()
            .map(AuditEntry::event)
            .toList();

    assertThat(events)
        .extracting(AuditEvent::action)
        .containsExactly(
            "ORGANIZATION_DELETED",
            "ORGANIZATION_CHANGED",
            "BACKEND_CREATED",
            "ORGANIZATION_CREATED");
    assertThat(events.get(1).detail()).isEqualTo("The organization now has a quota of 7 bytes.");
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

  private int rows(String table, String column, UUID id) {
    return kit.jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from <table> where <column> = :id")
                .define("table", table)
                .define("column", column)
                .bind("id", id)
                .mapTo(int.class)
                .one());
  }

  private static final class FailingListener implements OrganizationListener {

    @Override
    public void created(Handle handle, Organization organization, String actor) {
      throw new IllegalStateException("no inline backend today");
    }

    @Override
    public void deleting(Handle handle, Organization organization) {}
  }

  @Test
  void retentionAndQuotaChangeApart() {
    UUID id = kit.organization().id();
    kit.organizations.change(id, quota(Optional.of(7L)), "admin");
    Organization changed =
        kit.organizations
            .change(id, it -> it.withRetention(Optional.of(Duration.ofDays(30))), "admin")
            .orElseThrow();
    assertThat(changed.quotaBytes()).contains(7L);
    assertThat(changed.retention()).contains(Duration.ofDays(30));
    assertThat(kit.organizations.find(changed.name())).contains(changed);
    assertThat(kit.organizations.change(id, quota(Optional.empty()), "admin").orElseThrow())
        .extracting(Organization::retention)
        .isEqualTo(Optional.of(Duration.ofDays(30)));
  }

  @Test
  void retentionUnderADayIsRefused() {
    Optional<Duration> hours = Optional.of(Duration.ofHours(23));
    assertThatThrownBy(() -> Allowance.UNLIMITED.withRetention(hours))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static UnaryOperator<Allowance> quota(Optional<Long> bytes) {
    return allowance -> allowance.withQuota(bytes);
  }
}

package org.castellan.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.audit.AuditLog;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.InsertResult;
import org.castellan.backend.NewBackend;
import org.castellan.backend.OrganizationBackends;
import org.castellan.credential.CredentialVault;
import org.castellan.credential.Keyset;
import org.castellan.organization.Allowance;
import org.castellan.organization.Creation;
import org.castellan.organization.Organizations;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Tick;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.inline.InlineProvider;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestKeyset;
import org.jdbi.v3.core.Jdbi;

/** What the replicas of a test share: the database, the tenants in it, and the provider. */
final class Cluster {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  final Jdbi jdbi;
  final FakeProvider provider = new FakeProvider();
  final String keyset = TestKeyset.generate();
  final AuditLog audit;
  final CredentialVault vault;
  final Backends backends;
  final BackendRegistry registry;
  private final Organizations organizations;

  Cluster(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.audit = new AuditLog(jdbi, "test");
    this.vault = new CredentialVault(jdbi, Keyset.parse(keyset));
    this.backends = new Backends(jdbi, vault);
    this.registry = new BackendRegistry(jdbi, vault, audit);
    var builtIn = new Providers(List.of(new InlineProvider(jdbi)));
    this.organizations =
        new Organizations(jdbi, audit, List.of(new OrganizationBackends(vault, audit, builtIn)));
    jdbi.useHandle(
        handle -> {
          handle.execute("delete from artifact");
          handle.execute("delete from organization");
          handle.execute("delete from tick");
          handle.execute("delete from audit_event");
        });
  }

  UUID organization() {
    Creation creation =
        organizations.create("org-" + NUMBER.incrementAndGet(), Allowance.UNLIMITED, "test");
    return ((Creation.Created) creation).organization().id();
  }

  static NewBackend draft(UUID organization, String location, boolean first, boolean second) {
    String host = location.substring(0, location.indexOf('/'));
    String name = location.replace('/', '-').replace('.', '-');
    return new NewBackend(
        organization, name, FakeProvider.ID, location, host, "", first, second, 100L << 20);
  }

  /** The default backend of an organization of its own, validated an hour ago. */
  CasBackend backend(String location) {
    return insert(draft(organization(), location, true, false));
  }

  CasBackend insert(NewBackend draft) {
    var credentials = new ProviderCredentials(Map.of("key", "first"));
    InsertResult result =
        jdbi.inTransaction(handle -> registry.insert(handle, draft, credentials, "test"));
    CasBackend backend = ((InsertResult.Inserted) result).backend();
    validatedAgo(backend, Duration.ofHours(1));
    return read(backend);
  }

  void validatedAgo(CasBackend backend, Duration age) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update cas_backend set validated_at = clock_timestamp()"
                    + " - ? * interval '1 millisecond' where id = ?",
                age.toMillis(),
                backend.id()));
  }

  /** As {@code INVALID} as a validation that long ago would have left it. */
  void invalidSince(CasBackend backend, Duration age) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update cas_backend set status = 'INVALID', error_class = 'TIMEOUT', error = 'e',"
                    + " remedy = 'r' where id = ?",
                backend.id()));
    validatedAgo(backend, age);
  }

  /** Another replica is at it, and has so long; not any more when that is not positive. */
  void claimedElsewhere(CasBackend backend, Duration left) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update cas_backend set claim = nextval('validation_claim'), claimed_by = 'other',"
                    + " claim_expires_at = clock_timestamp() + ? * interval '1 millisecond'"
                    + " where id = ?",
                left.toMillis(),
                backend.id()));
  }

  CasBackend read(CasBackend backend) {
    return backends.find(backend.id()).orElseThrow();
  }

  List<ValidationEntry> history(CasBackend backend) {
    return new ValidationHistory(jdbi).list(backend.id(), Optional.empty(), 500).items();
  }

  List<String> statusChanges() {
    return audit.list(AuditTrail.of(Optional.empty()), Optional.empty(), 500).items().stream()
        .filter(entry -> entry.event().action().equals("BACKEND_STATUS_CHANGED"))
        .map(entry -> entry.event().actor() + " " + entry.event().detail())
        .toList();
  }

  /** Begins a tick now, as the ledger would. */
  Fence tick() {
    return jdbi.withHandle(
        handle -> {
          handle.execute(
              "insert into checker (scope, interval_ms, cap_ms) values ('defaults', 2000, 1000)"
                  + " on conflict do nothing");
          Instant instant =
              handle
                  .createQuery(
                      "insert into tick (scope, instant, state, epoch, node, started_at)"
                          + " values ('defaults', clock_timestamp(), 'RUNNING',"
                          + " nextval('tick_epoch'), 'a', now()) returning instant")
                  .mapTo(Instant.class)
                  .one();
          return new Fence(new Tick("defaults", instant), epoch());
        });
  }

  /** Takes the tick over, as the ledger would. */
  Fence takeOver(Fence fence) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update tick set epoch = nextval('tick_epoch') where state = 'RUNNING'"));
    return new Fence(fence.tick(), epoch());
  }

  private long epoch() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select max(epoch) from tick").mapTo(long.class).one());
  }
}

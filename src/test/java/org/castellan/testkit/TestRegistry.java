package org.castellan.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.castellan.access.Tokens;
import org.castellan.audit.AuditLog;
import org.castellan.backend.BackendFilter;
import org.castellan.backend.BackendList;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.InsertResult;
import org.castellan.backend.ListedBackend;
import org.castellan.backend.NewBackend;
import org.castellan.backend.OrganizationBackends;
import org.castellan.credential.CredentialVault;
import org.castellan.credential.Keyring;
import org.castellan.credential.Keyset;
import org.castellan.organization.Allowance;
import org.castellan.organization.Creation;
import org.castellan.organization.Organization;
import org.castellan.organization.Organizations;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.inline.InlineProvider;
import org.jdbi.v3.core.Jdbi;

/** The registry on a test's database, and things to put into it. */
public final class TestRegistry {

  public static final ProviderCredentials CREDENTIALS =
      new ProviderCredentials(Map.of("accessKeyId", "AKIATEST", "secretAccessKey", "hush"));

  private static final AtomicInteger NUMBER = new AtomicInteger();

  public final Jdbi jdbi;
  public final AuditLog audit;
  public final Keyring keyring;
  public final CredentialVault vault;
  public final Organizations organizations;
  public final Tokens tokens;
  public final Backends backends;
  public final BackendRegistry registry;

  public TestRegistry(Jdbi jdbi) {
    this(jdbi, TestKeyset.generate());
  }

  public TestRegistry(Jdbi jdbi, String keyset) {
    this.jdbi = jdbi;
    audit = new AuditLog(jdbi, "test-node");
    keyring = Keyset.read(keyset);
    vault = new CredentialVault(jdbi, keyring.aead());
    var builtIn = new Providers(List.of(new InlineProvider(jdbi)));
    var listener = new OrganizationBackends(vault, audit, builtIn);
    organizations = new Organizations(jdbi, audit, List.of(listener));
    tokens = new Tokens(jdbi, audit);
    backends = new Backends(jdbi, vault);
    registry = new BackendRegistry(jdbi, vault, audit);
  }

  /** A new organization with a name of its own. */
  public Organization organization() {
    return organization("organization-" + NUMBER.incrementAndGet());
  }

  public Organization organization(String name) {
    return ((Creation.Created) organizations.create(name, Allowance.UNLIMITED, "admin"))
        .organization();
  }

  public CasBackend defaultBackend(Organization organization, String name) {
    return insert(draft(organization, name, true, false));
  }

  public CasBackend fallbackBackend(Organization organization, String name) {
    return insert(draft(organization, name, false, true));
  }

  public CasBackend plainBackend(Organization organization, String name) {
    return insert(draft(organization, name, false, false));
  }

  /** Empty when the organization has no default. */
  public Optional<CasBackend> defaultOf(UUID organization) {
    return seated(organization).filter(CasBackend::isDefault).findFirst();
  }

  public Optional<CasBackend> fallbackOf(UUID organization) {
    return seated(organization).filter(CasBackend::isFallback).findFirst();
  }

  private Stream<CasBackend> seated(UUID organization) {
    var seated =
        new BackendFilter(
            Optional.of(organization), Optional.empty(), Optional.empty(), Optional.empty(), true);
    return new BackendList(jdbi)
        .list(seated, Optional.empty(), 2).items().stream().map(ListedBackend::backend);
  }

  public CasBackend insert(NewBackend draft) {
    return ((InsertResult.Inserted) tryInsert(draft)).backend();
  }

  public InsertResult tryInsert(NewBackend draft) {
    return jdbi.inTransaction(handle -> registry.insert(handle, draft, CREDENTIALS, "admin"));
  }

  /** An S3 backend on a bucket of its name. */
  public static NewBackend draft(
      Organization organization, String name, boolean isDefault, boolean isFallback) {
    return new NewBackend(
        organization.id(),
        name,
        "AWS-S3",
        name + "-bucket",
        "s3.us-east-1.amazonaws.com",
        "A backend",
        isDefault,
        isFallback,
        CasBackend.DEFAULT_MAX_BYTES);
  }
}

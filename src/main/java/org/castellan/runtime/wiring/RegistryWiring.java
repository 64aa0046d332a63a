package org.castellan.runtime.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.castellan.access.Authenticator;
import org.castellan.access.Tokens;
import org.castellan.audit.AuditLog;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.Backends;
import org.castellan.backend.OrganizationBackends;
import org.castellan.credential.CredentialVault;
import org.castellan.credential.Keyset;
import org.castellan.organization.Organizations;
import org.castellan.runtime.container.BoundedDataSource;
import org.castellan.runtime.container.OwnResources;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.start.Database;
import org.castellan.storage.Providers;
import org.jdbi.v3.core.Jdbi;

/** The database and what is kept in it: tenants, tokens, backends, their credentials, the audit. */
@Dependent
public class RegistryWiring {

  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);

  @Produces
  @Singleton
  BoundedDataSource bounded(@Pool DataSource pool, Settings settings) {
    return new BoundedDataSource(pool, settings.database().poolSize(), WAIT_FOR_CONNECTION);
  }

  @Produces
  @Singleton
  Jdbi jdbi(BoundedDataSource source) {
    return Jdbi.create(source);
  }

  @Produces
  @Singleton
  @Checks
  Jdbi checkersJdbi(@Pool DataSource pool) {
    return Jdbi.create(
        new BoundedDataSource(pool, OwnResources.CHECK_CONNECTIONS, WAIT_FOR_CONNECTION));
  }

  /** With connections of its own: a crowd of requests makes a replica busy, not unready. */
  @Produces
  @Singleton
  Database database(@Pool DataSource pool) {
    return new Database(
        new BoundedDataSource(pool, OwnResources.HEALTH_CONNECTIONS, WAIT_FOR_CONNECTION));
  }

  @Produces
  @Singleton
  AuditLog auditLog(Jdbi jdbi, Settings settings) {
    return new AuditLog(jdbi, settings.node().id());
  }

  @Produces
  @Singleton
  CredentialVault vault(Jdbi jdbi, Settings settings) {
    return new CredentialVault(jdbi, Keyset.parse(settings.secrets().keyset().value()));
  }

  @Produces
  @Singleton
  Organizations organizations(
      Jdbi jdbi, AuditLog audit, CredentialVault vault, Providers providers) {
    return new Organizations(
        jdbi, audit, List.of(new OrganizationBackends(vault, audit, providers)));
  }

  @Produces
  @Singleton
  Tokens tokens(Jdbi jdbi, AuditLog audit) {
    return new Tokens(jdbi, audit);
  }

  @Produces
  @Singleton
  Authenticator authenticator(Jdbi jdbi, Settings settings) {
    return new Authenticator(jdbi, settings.secrets().adminToken().value());
  }

  @Produces
  @Singleton
  Backends backends(Jdbi jdbi, CredentialVault vault) {
    return new Backends(jdbi, vault);
  }

  @Produces
  @Singleton
  @Checks
  Backends checkersBackends(@Checks Jdbi jdbi, Settings settings) {
    return new Backends(jdbi, vault(jdbi, settings));
  }

  @Produces
  @Singleton
  BackendRegistry backendRegistry(Jdbi jdbi, CredentialVault vault, AuditLog audit) {
    return new BackendRegistry(jdbi, vault, audit);
  }
}

package org.castellan.runtime.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.castellan.audit.AuditLog;
import org.castellan.backend.BackendList;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.Backends;
import org.castellan.backend.OrganizationBackends;
import org.castellan.credential.CredentialVault;
import org.castellan.credential.Keyring;
import org.castellan.organization.Organizations;
import org.castellan.runtime.container.BoundedDataSource;
import org.castellan.runtime.container.OwnResources;
import org.castellan.runtime.container.OwnerDataSource;
import org.castellan.runtime.container.RepeatedTransactions;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.start.Database;
import org.castellan.storage.Providers;
import org.jdbi.v3.core.Jdbi;

/** The database and what is kept in it: tenants, backends, their credentials. */
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
    return Jdbi.create(source).installPlugin(new RepeatedTransactions());
  }

  @Produces
  @Singleton
  @Checks
  BoundedDataSource checkersBounded(@Pool DataSource pool) {
    return new BoundedDataSource(pool, OwnResources.CHECK_CONNECTIONS, WAIT_FOR_CONNECTION);
  }

  @Produces
  @Singleton
  @Checks
  Jdbi checkersJdbi(@Checks BoundedDataSource source) {
    return Jdbi.create(source).installPlugin(new RepeatedTransactions());
  }

  /** With connections of its own: a crowd of requests makes a replica busy, not unready. */
  @Produces
  @Singleton
  Database database(@Pool DataSource pool, Settings settings) {
    return new Database(
        new BoundedDataSource(pool, OwnResources.HEALTH_CONNECTIONS, WAIT_FOR_CONNECTION),
        OwnerDataSource.of(pool, settings));
  }

  @Produces
  @Singleton
  CredentialVault vault(Jdbi jdbi, Keyring keyring) {
    return new CredentialVault(jdbi, keyring.aead());
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
  Backends backends(Jdbi jdbi, CredentialVault vault) {
    return new Backends(jdbi, vault);
  }

  @Produces
  @Singleton
  BackendList backendList(Jdbi jdbi) {
    return new BackendList(jdbi);
  }

  @Produces
  @Singleton
  @Checks
  Backends checkersBackends(@Checks Jdbi jdbi, Keyring keyring) {
    return new Backends(jdbi, new CredentialVault(jdbi, keyring.aead()));
  }

  @Produces
  @Singleton
  BackendRegistry backendRegistry(Jdbi jdbi, CredentialVault vault, AuditLog audit) {
    return new BackendRegistry(jdbi, vault, audit);
  }
}

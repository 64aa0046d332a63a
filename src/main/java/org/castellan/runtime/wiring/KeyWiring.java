package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.castellan.audit.AuditLog;
import org.castellan.credential.CredentialVault;
import org.castellan.credential.KeyRotation;
import org.castellan.credential.Keyring;
import org.castellan.credential.Keyset;
import org.castellan.credential.RotationRounds;
import org.castellan.runtime.settings.Settings;
import org.castellan.schedule.Pace;
import org.jdbi.v3.core.Jdbi;

/** The keys that encrypt credentials, and their rotation. */
@Dependent
public class KeyWiring {

  /** A rotation is rare, and whoever is asked for one begins at once. */
  private static final int POLLS_BETWEEN_ROUNDS = 10;

  @Produces
  @Singleton
  Keyring keyring(Settings settings) {
    return Keyset.read(settings.secrets().keyset().value());
  }

  @Produces
  @Singleton
  KeyRotation keyRotation(Jdbi jdbi, Keyring keyring, AuditLog audit, Settings settings) {
    return new KeyRotation(jdbi, keyring, audit, settings.node().id());
  }

  @Produces
  @Singleton
  RotationRounds rotationRounds(
      @Checks Jdbi jdbi,
      CredentialVault vault,
      Keyring keyring,
      AuditLog audit,
      @Pool ManagedScheduledExecutorService executor,
      Pace pace,
      Settings settings) {
    String node = settings.node().id();
    Duration every = pace.poll().multipliedBy(POLLS_BETWEEN_ROUNDS);
    return new RotationRounds(jdbi, vault, keyring, audit, node, executor, every);
  }
}

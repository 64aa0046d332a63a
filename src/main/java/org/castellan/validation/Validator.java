package org.castellan.validation;

import java.util.UUID;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Backends;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.StorageException;
import org.jdbi.v3.core.Jdbi;

/**
 * Validates one backend: claims it, probes it, records what was found. No transaction and no
 * connection is held during the probe. Thread-safe.
 */
public final class Validator {

  private final Claims claims;
  private final Backends backends;
  private final Prober prober;
  private final Recorder recorder;
  private final ValidationHistory history;

  /**
   * @param node this replica's id, which claims and history carry
   */
  public Validator(
      Jdbi jdbi,
      Backends backends,
      Providers providers,
      AuditLog audit,
      String node,
      ValidationSettings settings) {
    this.backends = backends;
    this.claims = new Claims(jdbi, node, settings);
    this.prober = new Prober(providers, settings);
    this.recorder = new Recorder(jdbi, audit, node);
    this.history = new ValidationHistory(jdbi);
  }

  /**
   * Validates the backend now, in the caller's thread, unless somebody else is at it or it is not
   * due. Takes one validation timeout and two short statements at most.
   */
  ValidationOutcome validate(UUID backendId, Trigger trigger, Due due) {
    Claims.Result result = claims.take(backendId, trigger, due);
    if (result instanceof Claims.Result.Taken taken) {
      return recorder
          .record(taken.claim(), examine(taken.claim()))
          .<ValidationOutcome>map(ValidationOutcome.Validated::new)
          .orElseGet(ValidationOutcome.Superseded::new);
    }
    if (result instanceof Claims.Result.Busy busy) {
      return new ValidationOutcome.Busy(busy.expiresIn());
    }
    return result instanceof Claims.Result.Gone
        ? new ValidationOutcome.Gone()
        : new ValidationOutcome.NotDue();
  }

  /** Calls the provider; writes nothing. */
  Finding examine(Claim claim) {
    ProviderCredentials credentials;
    try {
      credentials = backends.credentialsOf(claim.backend());
    } catch (StorageException e) {
      return Prober.notProbed(e.failure());
    }
    return prober.probe(claim.backend().provider(), claim.backend().location(), credentials);
  }

  Claims claims() {
    return claims;
  }

  Recorder recorder() {
    return recorder;
  }

  ValidationHistory history() {
    return history;
  }

  Prober prober() {
    return prober;
  }
}

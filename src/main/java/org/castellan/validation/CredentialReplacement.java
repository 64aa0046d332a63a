package org.castellan.validation;

import java.util.OptionalLong;
import org.castellan.backend.BackendChange;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.CasBackend;
import org.castellan.backend.ChangeResult;
import org.castellan.backend.NewCredentials;
import org.castellan.storage.Deadline;
import org.jdbi.v3.core.Jdbi;

/**
 * Replaces a backend's credentials by others that have just been probed, under a claim, so that no
 * validation with the old ones is under way meanwhile. Thread-safe.
 */
final class CredentialReplacement {

  private final Jdbi jdbi;
  private final BackendRegistry registry;
  private final Validator validator;
  private final ValidationSettings settings;

  CredentialReplacement(
      Jdbi jdbi, BackendRegistry registry, Validator validator, ValidationSettings settings) {
    this.jdbi = jdbi;
    this.registry = registry;
    this.validator = validator;
    this.settings = settings;
  }

  /**
   * Makes the change with the credentials in it, unless their probe fails. Takes two validation
   * timeouts at most: to wait for the claim, and to probe.
   */
  UpdateResult replace(
      CasBackend backend,
      OptionalLong expectedRevision,
      BackendChange change,
      NewCredentials credentials,
      String actor) {
    Claims.Result claimed = claim(backend);
    if (claimed instanceof Claims.Result.Taken taken) {
      return probed(taken.claim(), expectedRevision, change, credentials, actor);
    }
    return claimed instanceof Claims.Result.Gone
        ? new UpdateResult.Answered(new ChangeResult.Missing())
        : new UpdateResult.Contended();
  }

  /** Waits its turn for one validation timeout, looking now and then. */
  private Claims.Result claim(CasBackend backend) {
    Deadline deadline = Deadline.in(settings.timeout());
    Claims.Result result = claimOnce(backend);
    while (result instanceof Claims.Result.Busy && !deadline.expired()) {
      if (!Pause.once()) {
        return result;
      }
      result = claimOnce(backend);
    }
    return result;
  }

  private Claims.Result claimOnce(CasBackend backend) {
    return validator.claims().take(backend.id(), Trigger.UPDATE, new Due.Always());
  }

  private UpdateResult probed(
      Claim claim,
      OptionalLong expectedRevision,
      BackendChange change,
      NewCredentials credentials,
      String actor) {
    CasBackend backend = claim.backend();
    Finding finding =
        validator.watched(
            Subject.of(Trigger.UPDATE, backend),
            () ->
                validator
                    .prober()
                    .probe(backend.provider(), backend.location(), credentials.credentials()));
    try {
      return finding
          .failure()
          .<UpdateResult>map(UpdateResult.Unreachable::new)
          .orElseGet(() -> write(claim, expectedRevision, change, finding, actor));
    } finally {
      validator.claims().release(claim);
    }
  }

  private UpdateResult write(
      Claim claim,
      OptionalLong expectedRevision,
      BackendChange change,
      Finding finding,
      String actor) {
    return jdbi.inTransaction(
        handle -> {
          CasBackend before = claim.backend();
          ChangeResult result =
              registry.change(handle, before.id(), expectedRevision, change, actor);
          if (!validator.claims().stands(handle, claim)) {
            handle.rollback();
            return new UpdateResult.Contended();
          }
          if (result instanceof ChangeResult.Changed) {
            validator.recorder().recordProbed(handle, before, Trigger.UPDATE, finding);
          }
          return new UpdateResult.Answered(result);
        });
  }
}

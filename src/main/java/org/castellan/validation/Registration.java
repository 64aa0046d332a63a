package org.castellan.validation;

import java.util.Optional;
import java.util.OptionalLong;
import org.castellan.backend.BackendChange;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.ChangeResult;
import org.castellan.backend.InsertResult;
import org.castellan.backend.NewBackend;
import org.castellan.backend.NewCredentials;
import org.castellan.storage.Deadline;
import org.castellan.storage.ProviderCredentials;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets only those locations and credentials into the registry that have just been probed. Probes in
 * the caller's thread, within the validation timeout; no transaction spans the probe. Thread-safe.
 */
public final class Registration {

  private final Jdbi jdbi;
  private final Backends backends;
  private final BackendRegistry registry;
  private final Validator validator;
  private final ValidationSettings settings;

  public Registration(
      Jdbi jdbi,
      Backends backends,
      BackendRegistry registry,
      Validator validator,
      ValidationSettings settings) {
    this.jdbi = jdbi;
    this.backends = backends;
    this.registry = registry;
    this.validator = validator;
    this.settings = settings;
  }

  /** Probes a backend and stores it, {@code OK} and with its first validation. */
  public RegistrationResult create(
      NewBackend candidate, ProviderCredentials credentials, String actor) {
    Optional<InsertResult> refusal = refusal(candidate);
    if (refusal.isPresent()) {
      return new RegistrationResult.Answered(refusal.get());
    }
    Finding finding =
        validator.prober().probe(candidate.provider(), candidate.location(), credentials);
    return finding
        .failure()
        .<RegistrationResult>map(RegistrationResult.Unreachable::new)
        .orElseGet(() -> insert(candidate, credentials, finding, actor));
  }

  /**
   * Changes a backend. New credentials are claimed for and probed first; the old ones stay when
   * that fails.
   *
   * @param expectedRevision what the caller believes to change; empty for whatever is there
   */
  public UpdateResult change(
      CasBackend backend, OptionalLong expectedRevision, BackendChange change, String actor) {
    Optional<NewCredentials> credentials = change.credentials();
    Optional<ChangeResult> refusal = refusal(backend, expectedRevision, change);
    if (refusal.isPresent() || credentials.isEmpty()) {
      return new UpdateResult.Answered(
          refusal.orElseGet(() -> registry.change(backend.id(), expectedRevision, change, actor)));
    }
    Claims.Result claimed = claim(backend);
    if (claimed instanceof Claims.Result.Taken taken) {
      return replace(taken.claim(), expectedRevision, change, credentials.get(), actor);
    }
    return claimed instanceof Claims.Result.Gone
        ? new UpdateResult.Answered(new ChangeResult.Missing())
        : new UpdateResult.Contended();
  }

  /** What would be refused anyway costs no call. */
  private Optional<InsertResult> refusal(NewBackend candidate) {
    var violations = candidate.violations();
    if (!violations.isEmpty()) {
      return Optional.of(new InsertResult.Refused(violations));
    }
    return backends
        .find(candidate.organizationId(), candidate.name())
        .map(taken -> new InsertResult.NameTaken());
  }

  private static Optional<ChangeResult> refusal(
      CasBackend backend, OptionalLong expectedRevision, BackendChange change) {
    if (expectedRevision.orElse(backend.revision()) != backend.revision()) {
      return Optional.of(new ChangeResult.RevisionMismatch(backend));
    }
    var violations = change.violations(backend);
    return violations.isEmpty()
        ? Optional.empty()
        : Optional.of(new ChangeResult.Refused(violations));
  }

  private RegistrationResult insert(
      NewBackend candidate, ProviderCredentials credentials, Finding finding, String actor) {
    return new RegistrationResult.Answered(
        jdbi.inTransaction(
            handle -> {
              InsertResult result = registry.insert(handle, candidate, credentials, actor);
              if (result instanceof InsertResult.Inserted inserted) {
                validator
                    .recorder()
                    .recordProbed(handle, inserted.backend(), Trigger.CREATE, finding);
              }
              return result;
            }));
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

  private UpdateResult replace(
      Claim claim,
      OptionalLong expectedRevision,
      BackendChange change,
      NewCredentials credentials,
      String actor) {
    CasBackend backend = claim.backend();
    Finding finding =
        validator.prober().probe(backend.provider(), backend.location(), credentials.credentials());
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

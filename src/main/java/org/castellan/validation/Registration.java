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
  private final CredentialReplacement replacement;

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
    this.replacement = new CredentialReplacement(jdbi, registry, validator, settings);
  }

  /** Probes a backend and stores it, {@code OK} and with its first validation. */
  public RegistrationResult create(
      NewBackend candidate, ProviderCredentials credentials, String actor) {
    Optional<InsertResult> refusal = refusal(candidate);
    if (refusal.isPresent()) {
      return new RegistrationResult.Answered(refusal.get());
    }
    Finding finding =
        validator.watched(
            Subject.of(candidate),
            () ->
                validator.prober().probe(candidate.provider(), candidate.location(), credentials));
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
    return replacement.replace(backend, expectedRevision, change, credentials.get(), actor);
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
}

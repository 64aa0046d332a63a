package org.castellan.validation;

import java.util.UUID;
import java.util.function.Supplier;
import org.castellan.audit.AuditLog;
import org.castellan.backend.OpenStores;
import org.castellan.storage.StorageFailure;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Validates one backend: claims it, probes it, records what was found. No transaction and no
 * connection is held during the probe. Thread-safe.
 */
public final class Validator {

  private final Activity activity = new Activity();
  private final Claims claims;
  private final Prober prober;
  private final Recorder recorder;
  private final ValidationHistory history;
  private final Suspicions suspicions;
  private final ThisReplica replica;
  private final ValidationListener listener;

  public Validator(
      Jdbi jdbi,
      OpenStores stores,
      AuditLog audit,
      ThisReplica replica,
      ValidationSettings settings,
      ValidationListener listener) {
    this.replica = replica;
    this.listener = listener;
    this.claims = new Claims(jdbi, replica.node(), settings);
    this.prober = new Prober(stores, settings, activity);
    this.recorder = new Recorder(jdbi, audit, replica.node());
    this.suspicions = new Suspicions(jdbi, replica);
    this.history = new ValidationHistory(jdbi);
  }

  /**
   * Validates the backend now, in the caller's thread, unless somebody else is at it or it is not
   * due. Takes one validation timeout and two short statements at most.
   */
  ValidationOutcome validate(UUID backendId, Trigger trigger, Due due) {
    Claims.Result result = claims.take(backendId, trigger, due);
    if (result instanceof Claims.Result.Taken taken) {
      return conclude(new Examined(taken.claim(), examine(taken.claim())));
    }
    if (result instanceof Claims.Result.Busy busy) {
      return new ValidationOutcome.Busy(busy.expiresIn());
    }
    return result instanceof Claims.Result.Gone
        ? new ValidationOutcome.Gone()
        : new ValidationOutcome.NotDue();
  }

  private ValidationOutcome conclude(Examined examined) {
    if (examined.finding().broken() && Thread.currentThread().isInterrupted()) {
      return cutShort(examined.claim());
    }
    if (!suspicions.believes(examined)) {
      return suspicions.note(examined)
          ? new ValidationOutcome.Suspected()
          : new ValidationOutcome.Superseded();
    }
    return recorder
        .record(examined.claim(), examined.finding())
        .<ValidationOutcome>map(ValidationOutcome.Validated::new)
        .orElseGet(ValidationOutcome.Superseded::new);
  }

  /** It may be broken only because this replica is stopping. */
  private ValidationOutcome cutShort(Claim claim) {
    boolean unused = Thread.interrupted();
    claims.release(claim);
    Thread.currentThread().interrupt();
    return new ValidationOutcome.Superseded();
  }

  /**
   * Calls the provider; writes nothing.
   *
   * @throws JdbiException when the database is away or busy; the claim is given back if possible
   */
  Finding examine(Claim claim) {
    try {
      return watched(
          Subject.of(claim.trigger(), claim.backend()), () -> prober.probe(claim.backend()));
    } catch (JdbiException e) {
      giveBack(claim, e);
      throw e;
    }
  }

  private void giveBack(Claim claim, JdbiException cause) {
    try {
      claims.release(claim);
    } catch (JdbiException e) {
      cause.addSuppressed(e);
    }
  }

  /** What it is doing. */
  public Activity activity() {
    return activity;
  }

  /** A probe with the listener there. */
  Finding watched(Subject subject, Supplier<Finding> probe) {
    ValidationListener.Watch watch = listener.validating(subject);
    try {
      Finding finding = probe.get();
      listener.validated(
          subject.trigger(),
          finding.failure().map(StorageFailure::errorClass),
          finding.result().latency());
      return finding;
    } finally {
      watch.close();
    }
  }

  ValidationListener listener() {
    return listener;
  }

  /** The replica's id. */
  String node() {
    return replica.node();
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

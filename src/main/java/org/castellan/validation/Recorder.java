package org.castellan.validation;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.Optional;
import org.castellan.audit.AuditLog;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.storage.ErrorClass;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * Writes what a validation found, if its claim still stands: nobody has claimed the backend since,
 * the credentials are those that were probed and, for a tick's, the run goes on. Thread-safe.
 */
final class Recorder {

  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());

  private static final String RECORD =
      """
      %s,
      recorded as (
        update cas_backend
           set status = :status, error_class = :errorClass, error = :error, remedy = :remedy,
               validated_at = clock_timestamp(), claim_expires_at = null, claimed_by = null,
               suspected_by = null, suspected_at = null
         where id = :id and claim = :claim and credential_id = :credential
           and exists (select 1 from run)
        returning id, validated_at)
      """
          + FindingColumns.ENTER.formatted("validated_at", "%s", "recorded");

  private static final String RECORD_PROBED =
      FindingColumns.ENTER.formatted(
          "validated_at", new Due.Always().tick(), "cas_backend where id = :id");

  /**
   * A deadline of the write's own, in seconds: the validation's may be used up by a probe that
   * timed out. Less than what a claim stands beyond the validation.
   */
  private static final int WRITE_TIMEOUT = (int) Duration.ofSeconds(3).toSeconds();

  private final Jdbi jdbi;
  private final AuditLog audit;
  private final String node;

  Recorder(Jdbi jdbi, AuditLog audit, String node) {
    this.jdbi = jdbi;
    this.audit = audit;
    this.node = node;
  }

  /**
   * Status, history and, when the status changed, the audit event; all or nothing.
   *
   * @return the backend's status now; empty when the finding came too late and nothing was written
   */
  Optional<BackendStatus> record(Claim claim, Finding finding) {
    BackendStatus status = statusAfter(claim.backend().status(), finding);
    var change = new StatusChange(claim.backend(), claim.trigger(), finding, status);
    boolean recorded =
        jdbi.inTransaction(
            handle -> {
              boolean written = write(handle, claim, finding, status);
              if (written && change.isOne()) {
                audit.record(handle, change.event());
              }
              return written;
            });
    if (!recorded) {
      LOG.log(INFO, () -> superseded(claim));
      return Optional.empty();
    }
    if (change.isOne()) {
      LOG.log(INFO, () -> change.line(node, claim.due()));
    }
    return Optional.of(status);
  }

  /**
   * Enters a validation that went well into the history, in the transaction that wrote its status.
   *
   * @param before as the backend was, or as it was created
   */
  void recordProbed(Handle handle, CasBackend before, Trigger trigger, Finding finding) {
    Update update =
        handle
            .createUpdate(RECORD_PROBED)
            .bind("id", before.id())
            .bind("trigger", trigger.name())
            .bind("node", node);
    FindingColumns.bind(update, finding, BackendStatus.OK);
    update.execute();
    var change = new StatusChange(before, trigger, finding, BackendStatus.OK);
    if (change.isOne()) {
      audit.record(handle, change.event());
    }
  }

  /** {@code RATE_LIMITED} alone never turns {@code OK} into {@code INVALID}. */
  static BackendStatus statusAfter(BackendStatus before, Finding finding) {
    if (!finding.broken()) {
      return BackendStatus.OK;
    }
    return finding.has(ErrorClass.RATE_LIMITED) ? before : BackendStatus.INVALID;
  }

  private boolean write(Handle handle, Claim claim, Finding finding, BackendStatus status) {
    Update update =
        handle
            .createUpdate(RECORD.formatted(claim.due().with(), claim.due().tick()))
            .setQueryTimeout(WRITE_TIMEOUT);
    FindingColumns.bindClaim(update, claim, node);
    claim.due().bind(update);
    FindingColumns.bind(update, finding, status);
    return update.execute() == 1;
  }

  private String superseded(Claim claim) {
    return "%s: a finding about backend %s came too late and was dropped (claim %d, %s)"
        .formatted(node, claim.backend().id(), claim.number(), claim.trigger());
  }
}

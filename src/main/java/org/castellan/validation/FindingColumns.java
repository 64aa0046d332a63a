package org.castellan.validation;

import org.castellan.backend.BackendStatus;
import org.castellan.storage.StorageFailure;
import org.jdbi.v3.core.statement.Update;

/** The columns that a finding fills, of a backend and of its history. */
final class FindingColumns {

  /** Of when, in which tick (two columns), from where. */
  static final String ENTER =
      """
      insert into validation
        (backend_id, at, status, error_class, error, latency_ms, retries, trigger, node,
         tick_scope, tick_instant)
      select id, %s, :status, :errorClass, :error, :latency, :retries, :trigger, :node, %s
        from %s
      """;

  private FindingColumns() {}

  /** What fences the write, and who makes it. */
  static void bindClaim(Update update, Claim claim, String node) {
    update
        .bind("id", claim.backend().id())
        .bind("claim", claim.number())
        .bind("credential", claim.backend().credentialId())
        .bind("trigger", claim.trigger().name())
        .bind("node", node);
  }

  static void bind(Update update, Finding finding, BackendStatus status) {
    var failure = finding.failure();
    update
        .bind("status", status.name())
        .bind("errorClass", failure.map(f -> f.errorClass().name()))
        .bind("error", failure.map(StorageFailure::error))
        .bind("remedy", failure.map(StorageFailure::remedy))
        .bind("latency", finding.result().latency().toMillis())
        .bind("retries", finding.retries());
  }
}

package org.castellan.validation;

import org.castellan.backend.BackendStatus;
import org.castellan.storage.StorageFailure;
import org.jdbi.v3.core.statement.Update;

/** The columns that a finding fills, of a backend and of its history. */
final class FindingColumns {

  private FindingColumns() {}

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

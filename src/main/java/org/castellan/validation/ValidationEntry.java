package org.castellan.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.PageKey;
import org.castellan.backend.BackendStatus;

/**
 * One validation in a backend's history.
 *
 * @param at when it was recorded, on the database's clock
 * @param status the backend's status after it; {@code OK} with an error class when the provider
 *     only limited the rate, or when this replica alone could not reach it
 * @param latency of the probe, the last one when it was retried
 * @param retries how often a transient failure was tried again inside it
 * @param node the replica that made the call
 */
public record ValidationEntry(
    UUID id,
    Instant at,
    BackendStatus status,
    Optional<String> errorClass,
    Optional<String> error,
    Duration latency,
    int retries,
    Trigger trigger,
    String node) {

  /** Its place in a list that is sorted newest first. */
  public PageKey key() {
    return new PageKey(at, id);
  }
}

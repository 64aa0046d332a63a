package org.castellan.organization;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A tenant.
 *
 * @param retention how long it keeps what was uploaded; empty for ever
 */
public record Organization(
    UUID id,
    String name,
    Optional<Long> quotaBytes,
    Optional<Duration> retention,
    Instant createdAt) {

  Allowance allowance() {
    return new Allowance(quotaBytes, retention);
  }
}

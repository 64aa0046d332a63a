package org.castellan.organization;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A tenant. */
public record Organization(UUID id, String name, Optional<Long> quotaBytes, Instant createdAt) {}

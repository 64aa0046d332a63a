package org.castellan.backend;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a sweep over a scope needs to know of a backend before it comes to it. */
public record ScopedBackend(
    UUID id,
    UUID organizationId,
    String name,
    String provider,
    String host,
    BackendStatus status,
    Optional<Instant> validatedAt) {}

package org.castellan.audit;

import java.util.Optional;
import java.util.UUID;

/**
 * Something that changed.
 *
 * @param organizationId whose it is; empty for the installation's own
 * @param actor who did it: a token by its id, {@code admin}, {@code jmx} for the server's own
 *     console, or {@code castellan} itself
 * @param action a stable word, as in {@code BACKEND_CREATED}
 * @param subject what it was done to, by name
 * @param detail one sentence, without secrets
 */
public record AuditEvent(
    Optional<UUID> organizationId, String actor, String action, String subject, String detail) {}

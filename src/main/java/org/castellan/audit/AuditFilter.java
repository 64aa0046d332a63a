package org.castellan.audit;

import java.util.Optional;
import java.util.UUID;

/**
 * Which events a list shows: those that meet every condition that is given.
 *
 * @param organizationId empty for everybody's and the installation's own
 * @param actor who did it, whole
 * @param action the whole word
 * @param text a part of the subject or the detail, in any case
 */
public record AuditFilter(
    Optional<UUID> organizationId,
    Optional<String> actor,
    Optional<String> action,
    Optional<String> text) {}

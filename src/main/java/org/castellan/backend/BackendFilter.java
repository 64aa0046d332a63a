package org.castellan.backend;

import java.util.Optional;
import java.util.UUID;

/**
 * Which live backends a list shows: those that meet every condition that is given.
 *
 * @param organizationId empty for everybody's
 * @param text a part of the backend's or its organization's name or of the location, in any case
 * @param provider its id
 * @param seated only defaults and fallbacks, where uploads go
 */
public record BackendFilter(
    Optional<UUID> organizationId,
    Optional<String> text,
    Optional<String> provider,
    Optional<BackendStatus> status,
    boolean seated) {}

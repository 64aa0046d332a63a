package org.castellan.artifact;

import java.time.Instant;
import java.util.Optional;

/**
 * A copy that the patrol is to look at.
 *
 * @param host of its provider, by which load is bounded
 * @param restoredAt tells whether its object is still the one that was to be looked at
 */
record DueCopy(Artifact copy, String host, Optional<Instant> restoredAt) {}

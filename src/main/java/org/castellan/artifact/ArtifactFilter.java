package org.castellan.artifact;

import java.time.Instant;
import java.util.Optional;

/**
 * Which artifacts a list shows: those that meet every condition that is given.
 *
 * @param digestPrefix lowercase hexadecimal digits
 * @param fileName a part of the file name, in any case
 * @param backend the name of a backend that holds it
 * @param uploadedAfter at that instant or later
 * @param uploadedBefore earlier than that
 * @param damage of one of its copies
 */
public record ArtifactFilter(
    Optional<String> digestPrefix,
    Optional<String> fileName,
    Optional<String> backend,
    Optional<Instant> uploadedAfter,
    Optional<Instant> uploadedBefore,
    Optional<Damage> damage) {}

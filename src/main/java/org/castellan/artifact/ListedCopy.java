package org.castellan.artifact;

import java.time.Instant;
import java.util.Optional;

/**
 * A copy of an artifact as lists show it.
 *
 * @param backend the name of the one that holds it
 * @param verifiedAt when it was last read whole and found right; empty also of a damaged one
 * @param damagedAt when that was found
 */
public record ListedCopy(
    String backend,
    Optional<Instant> verifiedAt,
    Optional<Damage> damage,
    Optional<Instant> damagedAt) {}

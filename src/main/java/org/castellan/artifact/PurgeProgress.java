package org.castellan.artifact;

import java.time.Instant;

/**
 * How far the purge of an organization is.
 *
 * @param artifacts copies that are still on record
 * @param objects that are still to be removed from their backends
 * @param failing of those, how many a backend would not remove so far
 */
public record PurgeProgress(Instant askedAt, long artifacts, long objects, long failing) {}

package org.castellan.schedule;

import java.time.Instant;

/**
 * One occurrence of a checker.
 *
 * @param scope the checker's scope, as in {@code defaults}
 * @param instant on the database's clock: a multiple of the interval, or the moment an
 *     administrator asked for a run
 */
public record Tick(String scope, Instant instant) {}

package org.castellan.comparison;

import java.util.function.Function;

/**
 * A scheduler in the way that one benchmark sets it up.
 *
 * @param name for the table
 * @param settings what matters of them, for the table
 * @param job the job's name, of this entrant alone
 * @param made a replica of a set-up
 */
record Entrant(String name, String settings, String job, Function<Setup, Replica> made) {}

package org.castellan.schedule;

import java.util.List;

/**
 * What an administrator should know of the replicas.
 *
 * @param detail a sentence or two: what it is, and what to do
 * @param replicas those it is about, by id
 * @param settings the names of the settings it is about
 */
public record ClusterWarning(
    Kind kind, String detail, List<String> replicas, List<String> settings) {

  /** What can be said of replicas. */
  public enum Kind {
    /** They run with different settings. */
    SETTINGS_DIFFER,
    /** A clock is more than 5 s off the database's. */
    CLOCK_OFF,
    /** A pooler stands between a replica and PostgreSQL. */
    POOLER
  }
}

package org.castellan.runtime.management;

import org.jspecify.annotations.Nullable;

/** This replica's lease on one checker. Known without the database. */
public interface LeaseMXBean {

  String getScope();

  /** The lock's name, whose hash is the key of PostgreSQL's advisory lock. */
  String getLockName();

  /** How long PostgreSQL keeps it without a heartbeat; an ISO-8601 duration. */
  String getTtl();

  boolean isHeld();

  /** When this replica got it, on its own clock; null when it is not held. */
  @Nullable String getHeldSince();

  /** The process id of the database session that holds it; null when it is not held. */
  @Nullable Integer getSessionPid();

  /** How long this replica counts on it without another heartbeat, in ms; 0 when not held. */
  long getDeadlineLeftMillis();

  /** How often this replica got it since its start. */
  long getTaken();

  /** How often it was lost before it was given back: frozen, cut off, or its session ended. */
  long getLost();
}

package org.castellan.runtime.management;

import java.util.Map;

/** This replica's validations. Known without the database. */
public interface ValidationMXBean {

  /** Probes under way, whatever caused them, those in the slow lane included. */
  int getRunning();

  /** Backends that the running ticks have not begun. */
  int getQueued();

  /** Validations of ticks that were slow and gave up their slots. */
  int getSlowLane();

  /** Requests that wait for a validation. */
  int getWaitingRequests();

  /** How many validations a tick may run at once. */
  int getParallelism();

  /** How many of them may go to one provider host. */
  int getPerHost();

  /** How many slow ones a tick bears beside them. */
  int getSlowLaneSize();

  /**
   * Probes that ended since the start of this replica: {@code OK}, or the class of the error, as in
   * {@code TIMEOUT}.
   */
  Map<String, Long> getEnded();
}

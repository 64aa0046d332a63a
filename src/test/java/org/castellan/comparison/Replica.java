package org.castellan.comparison;

/**
 * One replica of a scheduler, with an instance, threads and connections of its own, as another
 * process has.
 */
interface Replica extends AutoCloseable {

  void start();

  /** Ends it; waits a moment for a running job at most. */
  @Override
  void close();
}

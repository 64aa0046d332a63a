package org.castellan.comparison;

/** The job. Called on a thread of its scheduler; thread-safe. */
@FunctionalInterface
interface Work {

  void run(Occurrence occurrence);
}

package org.castellan.schedule;

/** Interrupts the thread that it was made on, but never after {@link #end()}. Thread-safe. */
final class Interruption {

  private final Thread thread = Thread.currentThread();
  private boolean ended;

  synchronized void interrupt() {
    if (!ended) {
      thread.interrupt();
    }
  }

  /** To be called on that thread; clears what came too late, so that it hits nothing else. */
  synchronized void end() {
    ended = true;
    Thread.interrupted();
  }
}

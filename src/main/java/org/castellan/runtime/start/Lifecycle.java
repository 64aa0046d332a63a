package org.castellan.runtime.start;

/** Where this replica stands between its deployment and its end. Thread-safe. */
public final class Lifecycle {

  private volatile boolean started;
  private volatile String waitingFor = "Castellan has just been deployed.";

  /** Whether everything is up, once and for all. */
  public boolean isStarted() {
    return started;
  }

  /** What the start waits for, in a sentence without secrets. */
  public String waitingFor() {
    return waitingFor;
  }

  void waiting(String sentence) {
    waitingFor = sentence;
  }

  void started() {
    started = true;
  }
}

package org.castellan.run;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A replica in a process of its own, whatever runs it. Thread-safe. */
public interface Node extends AutoCloseable {

  /** What it is given to end in order. */
  long PATIENCE_SECONDS = 20;

  String id();

  /** What it runs in. */
  Process process();

  /** All that it says. */
  Path log();

  default long pid() {
    return process().pid();
  }

  default boolean isAlive() {
    return process().isAlive();
  }

  /** As {@code kill -9}; returns when it is gone. */
  default void kill() {
    process().destroyForcibly().onExit().join();
  }

  /** Ends it as an administrator would, and by force when that takes over 20 s. */
  @Override
  default void close() {
    // Process.destroy would close its standard input, and so halt it.
    process().toHandle().destroy();
    try {
      if (process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}

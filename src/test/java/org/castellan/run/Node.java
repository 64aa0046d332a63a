package org.castellan.run;

import java.nio.file.Path;

/** A replica in a process of its own, whatever runs it. Thread-safe. */
public interface Node extends AutoCloseable {

  String id();

  long pid();

  /** All that it says. */
  Path log();

  boolean isAlive();

  /** As {@code kill -9}; returns when it is gone. */
  void kill();

  /** Ends it as an administrator would, and by force when that takes too long. */
  @Override
  void close();
}

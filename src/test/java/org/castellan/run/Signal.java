package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What one process may tell another. */
public enum Signal {
  /** Stops it where it stands, as a paused container or a long garbage collection does. */
  STOP,
  /** Lets it go on. */
  CONT,
  QUIT,
  /** Asks it to end in order. */
  TERM;

  public void send(long pid) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name(), Long.toString(pid)).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name() + " " + pid + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package org.castellan.testkit;

import java.io.IOException;

/** Threads of the test kit: they never keep the JVM and end quietly with their socket. */
public final class Daemons {

  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  private Daemons() {}

  public static void start(String name, Work work) {
    var thread = new Thread(() -> runQuietly(work), name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void runQuietly(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      // The socket was closed: that is how this work ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

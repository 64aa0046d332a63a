package org.castellan.artifact;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Several threads at one piece of work. */
final class Crew {

  /** Done by each of them; returns when there is nothing more to do. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  private static final System.Logger LOG = System.getLogger(Crew.class.getName());

  private Crew() {}

  /**
   * Returns when all of them have. The caller's thread is the last of them, and the only one when
   * there is no other.
   *
   * @param size how many at most
   */
  static void work(ExecutorService executor, int size, Work work) throws InterruptedException {
    List<Future<?>> others = new ArrayList<>();
    try {
      for (int i = 1; i < size; i++) {
        others.add(executor.submit(() -> call(work)));
      }
    } catch (RejectedExecutionException e) {
      LOG.log(WARNING, "fewer threads than wanted: {0}", e.getMessage());
    }
    try {
      work.run();
      for (Future<?> other : others) {
        other.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("objects could not be seen to", e.getCause());
    } finally {
      others.forEach(other -> other.cancel(true));
    }
  }

  private static boolean call(Work work) throws InterruptedException {
    work.run();
    return true;
  }
}

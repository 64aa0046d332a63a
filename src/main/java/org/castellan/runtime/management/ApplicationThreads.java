package org.castellan.runtime.management;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Where the console's questions and orders are run. A managed executor hands the caller's class
 * loader on, and the caller is a thread of the console, which does not know the classes that the
 * pools of connections look for: so the application's own is put in place.
 */
public record ApplicationThreads(ExecutorService executor) {

  /**
   * Runs the task soon.
   *
   * @throws java.util.concurrent.RejectedExecutionException when the server is stopping
   */
  <T> Future<T> submit(Callable<T> task) {
    return executor.submit(() -> withOwnClasses(task));
  }

  private static <T> T withOwnClasses(Callable<T> task) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ApplicationThreads.class.getClassLoader());
    try {
      return task.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

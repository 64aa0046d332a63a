package org.castellan.runtime.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplicationThreadsTest {

  private final ClassLoader foreign = new URLClassLoader(new URL[0], null);
  private final ExecutorService pool =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task);
            thread.setContextClassLoader(foreign);
            return thread;
          });

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  /** Payara's pools look there for the class that validates a connection. */
  @Test
  void aTaskSeesTheApplicationsClassesWhateverThreadAskedForIt() throws Exception {
    var inTask =
        new ApplicationThreads(pool).submit(() -> Thread.currentThread().getContextClassLoader());
    assertThat(inTask.get()).isSameAs(CheckerBean.class.getClassLoader());
    assertThat(pool.submit(() -> Thread.currentThread().getContextClassLoader()).get())
        .isSameAs(foreign);
  }
}

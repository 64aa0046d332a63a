package org.castellan.runtime.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;

/**
 * The server's events. What is injected here is made now: settings that are wrong stop the
 * deployment with their sentences.
 */
@ApplicationScoped
public class StartUp {

  void start(@Observes Startup event, Boot boot) {
    boot.start();
  }

  void stop(@Observes Shutdown event, Boot boot) {
    boot.stop();
  }

  /** Where a server ends the context without the event above. */
  void stopLate(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event, Boot boot) {
    boot.stop();
    LastRecord.forget();
  }
}

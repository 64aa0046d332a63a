package org.castellan.validation;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.castellan.backend.Backends;
import org.castellan.backend.Portion;
import org.castellan.backend.ScopedBackend;
import org.castellan.schedule.Run;

/**
 * Removes from all healthy backends of a part what probes that were killed left there, within the
 * bounds of a sweep. It is no validation: nothing depends on it, and its failures change nothing.
 * Thread-safe.
 */
final class Reaping implements Dispatcher.Work {

  private static final System.Logger LOG = System.getLogger(Reaping.class.getName());

  private final Run run;
  private final Backends backends;
  private final Portion portion;
  private final Prober prober;
  private volatile boolean stopped;

  Reaping(Run run, Backends backends, Portion portion, Prober prober) {
    this.run = run;
    this.backends = backends;
    this.portion = portion;
    this.prober = prober;
  }

  /** Returns when all is done, or soon after the run must stop. */
  void run(ValidationSettings settings, ExecutorService executor) {
    try {
      new Dispatcher(backends.healthy(portion), settings, executor, this).run();
    } catch (RuntimeException e) {
      LOG.log(DEBUG, "Leftovers of probes stay until the next time", e);
    }
  }

  @Override
  public Optional<Duration> on(ScopedBackend backend) {
    backends.find(backend.id()).ifPresent(prober::reap);
    return Optional.empty();
  }

  @Override
  public boolean mustStop() {
    return stopped || run.mustStop();
  }

  @Override
  public void stop() {
    stopped = true;
  }
}

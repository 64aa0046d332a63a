package org.castellan.runtime.management;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.castellan.schedule.CheckerStatus;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.Tick;
import org.castellan.web.CheckerCommands;

/**
 * What a console tells a checker, on record as {@code jmx}. Takes 10 s at most. Throws nothing but
 * {@link IllegalStateException} with a sentence, because a remote console knows no other class of
 * ours. Thread-safe.
 */
public final class Orders {

  static final String ACTOR = "jmx";
  private static final Logger LOG = System.getLogger(Orders.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Checkers checkers;
  private final CheckerCommands commands;
  private final ApplicationThreads threads;

  public Orders(Checkers checkers, CheckerCommands commands, ApplicationThreads threads) {
    this.checkers = checkers;
    this.commands = commands;
    this.threads = threads;
  }

  Tick runNow(String scope) {
    Optional<Tick> tick = carryOut(() -> commands.runNow(ACTOR, scope));
    return tick.orElseThrow(
        () -> new IllegalStateException("TICK_RUNNING: wait until the checker's tick is finished"));
  }

  void pause(String scope, boolean paused) {
    Optional<CheckerStatus> before =
        carryOut(
            () -> {
              Optional<CheckerStatus> found = checkers.find(scope);
              found.ifPresent(status -> commands.pause(ACTOR, status, paused));
              return found;
            });
    if (before.isEmpty()) {
      throw new IllegalStateException("there is no checker of scope " + scope + " any more");
    }
  }

  private <T> T carryOut(Callable<T> order) {
    try {
      return answer(threads.submit(order));
    } catch (ExecutionException | RuntimeException e) {
      LOG.log(Level.WARNING, "An order from the console failed", e);
      throw new IllegalStateException("the database could not be asked; the log says more");
    }
  }

  private static <T> T answer(Future<T> order) throws ExecutionException {
    try {
      return order.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      order.cancel(true);
      throw new IllegalStateException("interrupted", e);
    } catch (TimeoutException e) {
      order.cancel(true);
      throw new ExecutionException("no answer within " + PATIENCE, e);
    }
  }
}

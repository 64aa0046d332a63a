package org.castellan.runtime.management;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.castellan.schedule.CheckerStatus;
import org.castellan.schedule.Checkers;
import org.jspecify.annotations.Nullable;

/**
 * What the database last said of the checkers. A console reads attribute by attribute, so the
 * database is asked once a second at most, by one thread at a time. Never throws. Thread-safe.
 */
final class Glance {

  private static final Logger LOG = System.getLogger(Glance.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(1);
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Checkers checkers;
  private final ApplicationThreads threads;
  private final InstantSource clock;
  private Seen seen = new Seen(List.of(), Optional.empty(), "");
  private @Nullable Future<List<CheckerStatus>> question;
  private boolean current;
  private long lookedAt;

  /**
   * What was seen.
   *
   * @param asOf when it was asked for; empty when the database has never answered
   * @param problem why it is not newer; empty when it is new
   */
  record Seen(List<CheckerStatus> checkers, Optional<Instant> asOf, String problem) {

    Optional<CheckerStatus> checker(String scope) {
      return checkers.stream().filter(each -> each.scope().equals(scope)).findFirst();
    }

    private Seen but(String sentence) {
      return new Seen(checkers, asOf, sentence);
    }
  }

  Glance(Checkers checkers, ApplicationThreads threads, InstantSource clock) {
    this.checkers = checkers;
    this.threads = threads;
    this.clock = clock;
  }

  /** Waits for the database for 2 s at most; what did not come is forgotten for a second. */
  synchronized Seen now() {
    if (!current || System.nanoTime() - lookedAt > FRESH.toNanos()) {
      seen = look();
      current = true;
      lookedAt = System.nanoTime();
    }
    return seen;
  }

  /** Somebody has just changed something: the next look asks again. */
  synchronized void expire() {
    current = false;
  }

  private Seen look() {
    try {
      Instant asked = clock.instant();
      var answer = question().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      return new Seen(answer, Optional.of(asked), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return seen.but("The look at the database was interrupted.");
    } catch (TimeoutException e) {
      return seen.but("The database did not answer within 2 s.");
    } catch (ExecutionException | RuntimeException e) {
      // Servers differ in what an executor throws that is stopping.
      LOG.log(Level.DEBUG, "The checkers could not be looked at", e);
      return seen.but("The database could not be asked.");
    }
  }

  /** One that still hangs is waited for again, so that no second thread hangs with it. */
  private Future<List<CheckerStatus>> question() {
    var asked = question;
    if (asked == null || asked.isDone()) {
      asked = threads.submit(checkers::all);
      question = asked;
    }
    return asked;
  }
}

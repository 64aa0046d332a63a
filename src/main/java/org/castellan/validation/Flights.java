package org.castellan.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a dispatcher has under way on its executor. Only the dispatcher's thread calls it. */
final class Flights {

  /** What has been interrupted is waited for this long; after that its own deadline ends it. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ExecutorService executor;
  private final Dispatcher.Work work;
  private final Set<Flight> underWay = new HashSet<>();
  private final BlockingQueue<Flight> landed = new LinkedBlockingQueue<>();

  Flights(ExecutorService executor, Dispatcher.Work work) {
    this.executor = executor;
    this.work = work;
  }

  /**
   * Begins one.
   *
   * @throws RejectedExecutionException when the executor has no room; nothing has begun then
   */
  void begin(Backlog.Item item, Lanes.Lane lane) {
    Flight flight = new Flight(item, work, landed, lane);
    flight.begin(executor);
    underWay.add(flight);
  }

  boolean none() {
    return underWay.isEmpty();
  }

  void forEach(Consumer<Flight> action) {
    underWay.forEach(action);
  }

  /** Those that have landed since; waits for the first of them, up to {@code pause}. */
  List<Flight> landed(Duration pause) throws InterruptedException {
    List<Flight> all = new ArrayList<>();
    @Nullable Flight first = landed.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
    if (first != null) {
      all.add(first);
      landed.drainTo(all);
      all.forEach(underWay::remove);
    }
    return all;
  }

  /** Interrupts them and waits for their end, for a short grace at most. */
  void end() {
    underWay.forEach(Flight::cancel);
    long end = System.nanoTime() + GRACE.toNanos();
    while (!none() && end - System.nanoTime() > 0) {
      try {
        List<Flight> unused = landed(Duration.ofNanos(end - System.nanoTime()));
      } catch (InterruptedException e) {
        // Told twice to stop: it is stopping, within the grace.
        work.stop();
      }
    }
  }
}

package org.castellan.validation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.castellan.backend.ScopedBackend;

/**
 * Puts a sweep's candidates to work on an executor, in their order and within the bounds of {@link
 * Lanes}. The thread that calls {@link #run} is the only one that touches the books; the executor's
 * threads do the work and report back through a queue.
 */
final class Dispatcher {

  /** Called on the executor's threads. */
  interface Work {

    /**
     * Handles one candidate.
     *
     * @return when to look at it again; empty when that is not needed
     */
    Optional<Duration> on(ScopedBackend candidate);

    /** Whether nothing more is to be begun. */
    boolean mustStop();

    /** From now on what is under way is being cut short. */
    void stop();

    /** Is told by the dispatcher's thread, now and again and at the end, how far it is. */
    default void stands(int queued, int slow) {}
  }

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final Backlog backlog;
  private final Lanes lanes;
  private final ValidationSettings settings;
  private final Work work;
  private final Flights flights;

  Dispatcher(
      List<ScopedBackend> candidates,
      ValidationSettings settings,
      ExecutorService executor,
      Work work) {
    this.backlog = new Backlog(candidates);
    this.lanes = new Lanes(settings);
    this.settings = settings;
    this.work = work;
    this.flights = new Flights(executor, work);
  }

  /**
   * Returns when everything is handled, or soon after the work must stop. An interruption is the
   * wish to stop, and is used up by it.
   *
   * @throws RuntimeException the first that the work threw, after what was under way has ended
   */
  void run() {
    try {
      while (!isDone() && !work.mustStop()) {
        begin();
        flights.landed(pause()).forEach(this::land);
        flights.forEach(this::makeRoomIfSlow);
        work.stands(backlog.size(), lanes.slow());
      }
    } catch (InterruptedException e) {
      work.stop();
    } finally {
      if (!flights.none()) {
        work.stop();
        flights.end();
      }
      work.stands(0, 0);
    }
  }

  private boolean isDone() {
    return flights.none() && backlog.isEmpty();
  }

  private void begin() {
    backlog.recall(System.nanoTime());
    boolean accepted = true;
    Optional<Backlog.Item> item = backlog.next(lanes::admits);
    while (accepted && item.isPresent()) {
      accepted = begin(item.get());
      item = accepted ? backlog.next(lanes::admits) : Optional.empty();
    }
  }

  /** Whether the executor took it; when not, it stays in the backlog for a later look. */
  private boolean begin(Backlog.Item item) {
    String host = item.candidate().host();
    Lanes.Lane lane = lanes.enter(host);
    try {
      flights.begin(item, lane);
      return true;
    } catch (RejectedExecutionException e) {
      lanes.leave(lane, host);
      backlog.add(item);
      return false;
    }
  }

  private void land(Flight flight) {
    Backlog.Item item = flight.item();
    lanes.leave(flight.lane(), item.candidate().host());
    flight.result().ifPresent(again -> backlog.defer(item, System.nanoTime() + again.toNanos()));
  }

  private void makeRoomIfSlow(Flight flight) {
    if (flight.lane() == Lanes.Lane.MAIN
        && flight.takesLongerThan(settings.slowAfter())
        && lanes.moveToSlow(flight.item().candidate().host())) {
      flight.moveTo(Lanes.Lane.SLOW);
    }
  }

  /** Short enough to see in time that a validation is slow, or that the run must stop. */
  private Duration pause() {
    Duration glance = settings.slowAfter().dividedBy(5);
    return glance.compareTo(LONGEST_PAUSE) < 0 ? glance : LONGEST_PAUSE;
  }
}

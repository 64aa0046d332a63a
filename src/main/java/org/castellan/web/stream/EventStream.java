package org.castellan.web.stream;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.castellan.audit.EventExtent;
import org.castellan.audit.EventLog;
import org.castellan.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Serves the events to everybody who watches on this replica. While somebody does, one look at the
 * database now and then serves all of them; while nobody does, nothing runs. Thread-safe.
 */
public final class EventStream {

  private static final System.Logger LOG = System.getLogger(EventStream.class.getName());
  private static final long STOP_MILLIS = 2000;

  private final EventLog log;
  private final EventIds ids;
  private final StreamLimits limits;
  private final ScheduledExecutorService timer;
  private final Writers writers;
  private final LongSupplier nanos;
  private final Places places;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
  private final Newest newest;
  private @Nullable Future<?> looking;
  private boolean stopped;

  /**
   * @param timer runs the looks, each a light query
   * @param writers has a thread for each reader: a slow one keeps its own busy and no other
   */
  public EventStream(
      EventLog log,
      EventIds ids,
      StreamLimits limits,
      ScheduledExecutorService timer,
      ExecutorService writers) {
    this(log, ids, limits, timer, writers, System::nanoTime);
  }

  EventStream(
      EventLog log,
      EventIds ids,
      StreamLimits limits,
      ScheduledExecutorService timer,
      ExecutorService writers,
      LongSupplier nanos) {
    this.log = log;
    this.ids = ids;
    this.limits = limits;
    this.timer = timer;
    this.nanos = nanos;
    this.places = new Places(limits);
    this.newest = new Newest(log);
    this.writers = new Writers(writers, newest, limits, this::remove);
  }

  StreamLimits limits() {
    return limits;
  }

  /** How many readers there are, those included that are just being cut off. */
  public int readers() {
    return places.taken();
  }

  /**
   * Opens a stream and returns at once; the outlet is closed when the stream ends.
   *
   * @param lastId of the event after which it goes on, as the reader was given it
   * @throws ProblemException when there are too many readers
   */
  void open(Audience audience, Optional<String> lastId, Outlet outlet) {
    places.enter(audience);
    boolean opened = false;
    try {
      Reader reader = reader(audience, lastId, outlet);
      admit(reader);
      opened = true;
      writers.wake(reader);
    } finally {
      if (!opened) {
        places.leave(audience);
      }
    }
  }

  private Reader reader(Audience audience, Optional<String> lastId, Outlet outlet) {
    EventExtent extent = log.extent();
    Opening opening = Opening.of(extent, lastId, id -> ids.number(id, audience));
    return new Reader(audience, outlet, ids, nanos, opening.position(), opening.greeting());
  }

  private synchronized void admit(Reader reader) {
    if (stopped) {
      reader.end();
    } else if (looking == null) {
      newest.restart(log.extent().newest());
      long every = limits.look().toMillis();
      looking = timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }
    readers.add(reader);
  }

  /** Any failure passes by: an exception would end the schedule. */
  void look() {
    try {
      newest.read();
    } catch (RuntimeException e) {
      // Others tell that the database is gone; readers just hear nothing meanwhile.
      LOG.log(DEBUG, "events could not be read", e);
    }
    long number = newest.number();
    readers.stream().filter(reader -> reader.wants(number, limits)).forEach(writers::wake);
  }

  /** On a thread of the reader's own, because closing may have to wait for the network. */
  private void remove(Reader reader) {
    if (readers.remove(reader)) {
      reader.close();
      places.leave(reader.audience());
      restIfAlone();
    }
  }

  private synchronized void restIfAlone() {
    if (readers.isEmpty()) {
      Optional.ofNullable(looking).ifPresent(task -> task.cancel(false));
      looking = null;
      newest.restart(0);
    }
  }

  /** Ends all streams; they can be resumed on another replica. Takes seconds at most. */
  public void stop() {
    synchronized (this) {
      stopped = true;
      Optional.ofNullable(looking).ifPresent(task -> task.cancel(false));
    }
    readers.forEach(Reader::end);
    awaitWrites();
  }

  private void awaitWrites() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    try {
      while (!readers.isEmpty() && System.nanoTime() - deadline < 0) {
        readers.stream().filter(Reader::begin).forEach(this::remove);
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

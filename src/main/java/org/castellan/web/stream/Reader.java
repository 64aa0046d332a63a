package org.castellan.web.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.castellan.audit.Event;

/**
 * One open stream. It has no queue: it knows how far it has come, and goes on from there at its own
 * pace. One thread at a time serves it.
 */
final class Reader {

  private final Audience audience;
  private final Outlet outlet;
  private final EventIds ids;
  private final LongSupplier nanos;
  private final long openedAt;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Optional<String> greeting;
  private volatile long position;
  private volatile long writtenAt;
  private volatile boolean ended;

  /**
   * @param position the number after which it goes on
   * @param greeting why it does not go on where it was; empty when it does
   */
  Reader(
      Audience audience,
      Outlet outlet,
      EventIds ids,
      LongSupplier nanos,
      long position,
      Optional<String> greeting) {
    this.audience = audience;
    this.outlet = outlet;
    this.ids = ids;
    this.nanos = nanos;
    this.position = position;
    this.greeting = greeting;
    this.openedAt = nanos.getAsLong();
    this.writtenAt = openedAt;
  }

  Audience audience() {
    return audience;
  }

  /** Whether the caller may serve it now, and is the only one. */
  boolean begin() {
    return busy.compareAndSet(false, true);
  }

  void pause() {
    busy.set(false);
  }

  /** Whether there is anything to write to it. */
  boolean wants(long newest, StreamLimits limits) {
    return greeting.isPresent()
        || position < newest
        || isLongerAgo(writtenAt, limits.heartbeat())
        || isOld(limits);
  }

  /** Whether it has to come again. */
  boolean isOld(StreamLimits limits) {
    return isLongerAgo(openedAt, limits.life());
  }

  /** No more is written to it once the write under way has ended. */
  void end() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  /**
   * Writes all there is, or a heartbeat when that is due.
   *
   * @param after what comes next after a number; empty at the end
   */
  void serve(LongFunction<List<Event>> after, Duration heartbeat) throws IOException {
    if (greeting.isPresent()) {
      write(position, "reset", greeting.get());
      greeting = Optional.empty();
    }
    List<Event> next = after.apply(position);
    while (!next.isEmpty() && !ended) {
      for (Event event : next) {
        tell(event);
      }
      next = after.apply(position);
    }
    if (isLongerAgo(writtenAt, heartbeat) && !ended) {
      outlet.heartbeat();
      writtenAt = nanos.getAsLong();
    }
  }

  void close() {
    outlet.close();
  }

  private void tell(Event event) throws IOException {
    if (!ended && audience.sees(event)) {
      write(event.number(), EventViews.name(event), EventViews.data(event, audience).toString());
    }
    position = event.number();
  }

  private void write(long number, String name, String data) throws IOException {
    outlet.event(ids.id(number, audience), name, data);
    writtenAt = nanos.getAsLong();
  }

  private boolean isLongerAgo(long moment, Duration time) {
    return nanos.getAsLong() - moment >= time.toNanos();
  }
}

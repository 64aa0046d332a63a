package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it: the ledger's clock, the replicas' monotonic one and
 * their alarms, which go off on the thread that moves it.
 */
final class SettableClock implements InstantSource, Alarms {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final PriorityQueue<Pending> pending = new PriorityQueue<>();
  private final List<Consumer<Instant>> followers = new ArrayList<>();
  private Instant now = NOON;
  private long order;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** As {@link System#nanoTime}. */
  long nanos() {
    return Duration.between(Instant.EPOCH, instant()).toNanos();
  }

  /** Is told the time now and whenever it moves. */
  synchronized void follow(Consumer<Instant> follower) {
    followers.add(follower);
    follower.accept(now);
  }

  void advance(Duration step) {
    advanceTo(instant().plus(step));
  }

  void advanceTo(Instant target) {
    for (var due = nextUntil(target); due != null; due = nextUntil(target)) {
      moveTo(due.at());
      due.action().run();
    }
    moveTo(target);
  }

  private synchronized void moveTo(Instant target) {
    if (target.isAfter(now)) {
      now = target;
      followers.forEach(follower -> follower.accept(now));
    }
  }

  private synchronized @Nullable Pending nextUntil(Instant target) {
    var first = pending.peek();
    return first != null && !first.at().isAfter(target) ? pending.poll() : null;
  }

  @Override
  public synchronized Alarm in(Duration delay, Runnable action) {
    var alarm = new Pending(now.plus(delay), ++order, action);
    pending.add(alarm);
    return () -> cancel(alarm);
  }

  private synchronized void cancel(Pending alarm) {
    pending.remove(alarm);
  }

  private record Pending(Instant at, long order, Runnable action) implements Comparable<Pending> {
    @Override
    public int compareTo(Pending other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}

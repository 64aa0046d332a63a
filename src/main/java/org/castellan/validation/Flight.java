package org.castellan.validation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One candidate on its way through the executor. It reports to {@code landed} exactly once, whether
 * it ran, failed or was cancelled before it began. All methods but {@link #run} belong to the
 * dispatcher's thread.
 */
final class Flight implements Runnable {

  private static final long NOT_BEGUN = 0;

  private final Backlog.Item item;
  private final Dispatcher.Work work;
  private final BlockingQueue<Flight> landed;
  private final AtomicLong begunAt = new AtomicLong(NOT_BEGUN);
  private Lanes.Lane lane;
  private @Nullable Future<?> future;
  private volatile Optional<Duration> again = Optional.empty();
  private volatile @Nullable Throwable failure;

  Flight(Backlog.Item item, Dispatcher.Work work, BlockingQueue<Flight> landed, Lanes.Lane lane) {
    this.item = item;
    this.work = work;
    this.landed = landed;
    this.lane = lane;
  }

  void begin(ExecutorService executor) {
    future = executor.submit(this);
  }

  @Override
  public void run() {
    if (!begunAt.compareAndSet(NOT_BEGUN, System.nanoTime() | 1)) {
      return;
    }
    try {
      again = work.on(item.candidate());
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      landed.add(this);
    }
  }

  /** Interrupts it; when it has not begun, it never will. */
  void cancel() {
    if (begunAt.compareAndSet(NOT_BEGUN, System.nanoTime() | 1)) {
      landed.add(this);
    }
    if (future != null) {
      future.cancel(true);
    }
  }

  /** Counted from when it really began: the time in the executor's queue is not the host's. */
  boolean takesLongerThan(Duration time) {
    long begun = begunAt.get();
    return begun != NOT_BEGUN && System.nanoTime() - begun > time.toNanos();
  }

  /**
   * When to look at the candidate again, once it has landed.
   *
   * @throws RuntimeException what the work threw
   */
  Optional<Duration> result() {
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    return again;
  }

  Backlog.Item item() {
    return item;
  }

  Lanes.Lane lane() {
    return lane;
  }

  void moveTo(Lanes.Lane other) {
    lane = other;
  }
}

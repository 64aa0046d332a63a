package org.castellan.webhook;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether there is something to tell the endpoint, on a thread of its own while
 * it is told: nothing waits for it. Does nothing without an endpoint. Thread-safe.
 */
public final class Webhook implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Webhook.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Optional<Endpoint> endpoint;
  private final Optional<Courier> courier;
  private final ScheduledExecutorService executor;
  private final Duration look;
  private @Nullable Future<?> looking;

  /**
   * @param node this replica's id
   * @param endpoint closed with this; empty when nobody is told
   */
  public Webhook(
      Jdbi jdbi, String node, Optional<Endpoint> endpoint, ScheduledExecutorService executor) {
    this(jdbi, node, endpoint, executor, LOOK, Backoff.DEFAULTS);
  }

  Webhook(
      Jdbi jdbi,
      String node,
      Optional<Endpoint> endpoint,
      ScheduledExecutorService executor,
      Duration look,
      Backoff backoff) {
    this.endpoint = endpoint;
    this.courier = endpoint.map(it -> new Courier(jdbi, node, it, backoff));
    this.executor = executor;
    this.look = look;
  }

  /**
   * Asks the database where the endpoint is, and returns; once started, starting again does
   * nothing.
   */
  public synchronized void start() {
    if (looking == null && courier.isPresent()) {
      Courier own = courier.get();
      own.begin();
      long millis = look.toMillis();
      looking =
          executor.scheduleWithFixedDelay(() -> look(own), millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private static void look(Courier courier) {
    try {
      courier.look();
    } catch (RuntimeException e) {
      // Others tell that the database is gone; an exception would end the schedule.
      LOG.log(DEBUG, "the webhook could not be told", e);
    }
  }

  /** Breaks off what is being told; another replica goes on with it. Idempotent. */
  public synchronized void stop() {
    courier.ifPresent(Courier::stop);
    Optional.ofNullable(looking).ifPresent(task -> task.cancel(true));
  }

  @Override
  public void close() {
    stop();
    endpoint.ifPresent(Endpoint::close);
  }
}

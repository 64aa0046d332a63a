package org.castellan.webhook;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Optional;
import org.castellan.audit.AuditChain;
import org.castellan.audit.EventLog;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells the endpoint what it was not told: each event at least once, one after the other, and none
 * before the endpoint took the one before it. One replica of the cluster at a time does. No
 * transaction is open while the endpoint is told. One thread at a time may call it.
 */
final class Courier {

  private static final System.Logger LOG = System.getLogger(Courier.class.getName());

  private final Feed feed;
  private final Progress progress;
  private final Endpoint endpoint;
  private final Backoff backoff;
  private volatile boolean stopped;

  Courier(Jdbi jdbi, String node, Endpoint endpoint, Backoff backoff) {
    this.feed = new Feed(new EventLog(jdbi), new AuditChain(jdbi));
    this.progress = new Progress(jdbi, node);
    this.endpoint = endpoint;
    this.backoff = backoff;
  }

  /** The first time, what there is by then is not told. */
  void begin() {
    progress.begin(feed.end());
  }

  /** Tells all there is. Three light queries when there is nothing. */
  void look() {
    if (progress.due().filter(position -> !feed.after(position).isEmpty()).isPresent()) {
      progress.take().ifPresent(this::tell);
    }
  }

  private void tell(Turn turn) {
    Optional<Turn> left = Optional.of(turn);
    List<Feed.Next> next = feed.after(turn.position());
    while (left.isPresent() && !next.isEmpty() && !stopped) {
      left = tell(left.get(), next);
      next = left.map(it -> feed.after(it.position())).orElse(List.of());
    }
    left.ifPresent(progress::leave);
  }

  /** Empty when the turn is over. */
  private Optional<Turn> tell(Turn turn, List<Feed.Next> all) {
    Turn now = turn;
    for (Feed.Next next : all) {
      if (stopped) {
        return Optional.of(now);
      }
      Optional<String> refusal =
          endpoint.wants(next.event().topic()) ? endpoint.tell(next.event()) : Optional.empty();
      if (refusal.isPresent()) {
        failed(now, next.event(), refusal.get());
        return Optional.empty();
      }
      if (!progress.taken(now, next.position())) {
        return Optional.empty();
      }
      now = taken(now, next.position());
    }
    return Optional.of(now);
  }

  private void failed(Turn turn, CloudEvent event, String why) {
    if (stopped) {
      progress.leave(turn);
      return;
    }
    int failures = turn.failures() + 1;
    progress.failed(turn, why, backoff.pause(failures));
    if (failures == 1) {
      LOG.log(
          WARNING,
          "The webhook does not take {0}: {1}. It is tried again until it does.",
          event.id(),
          why);
    }
  }

  private static Turn taken(Turn turn, Position position) {
    if (turn.failures() > 0) {
      LOG.log(INFO, "The webhook takes events again, after {0} failures.", turn.failures());
    }
    return new Turn(turn.claim(), position, 0);
  }

  /** What is being told is not counted as refused when that is broken off. */
  void stop() {
    stopped = true;
  }
}

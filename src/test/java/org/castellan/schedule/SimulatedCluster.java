package org.castellan.schedule;

import static org.castellan.schedule.AttemptOutcome.WON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.castellan.lock.InMemoryLock;
import org.castellan.lock.LockKey;

/**
 * Replicas with one checker each, on one ledger and one lock. Nothing happens but when the test
 * moves the time; a job that moves it lets the other replicas look meanwhile.
 */
final class SimulatedCluster {

  static final LockKey KEY = new LockKey("castellan:checker:defaults");
  static final Duration POLL = Duration.ofSeconds(30);
  static final CheckerSettings SETTINGS =
      new CheckerSettings("defaults", Duration.ofMinutes(30), Duration.ofMinutes(25), 1);

  final LedgerInstance instance;
  final SettableClock clock;
  final InMemoryLock lock = new InMemoryLock();
  private final List<Replica> replicas = new ArrayList<>();

  SimulatedCluster(LedgerInstance instance) {
    this.instance = instance;
    this.clock = instance.clock();
  }

  /** Starts a replica that looks for the first time after {@code initialDelay}. */
  Replica start(String node, Duration initialDelay, Job job) {
    return start(node, initialDelay, SETTINGS, job);
  }

  Replica start(String node, Duration initialDelay, CheckerSettings settings, Job job) {
    var around =
        new Surroundings(
            node,
            instance.ledger(),
            lock,
            () -> replicas.size() > 1,
            CheckerListener.NONE,
            clock,
            clock::nanos);
    var loop = new CheckerLoop(settings, job, new Pace(initialDelay, POLL), around);
    loop.configure();
    var replica = new Replica(loop, clock.instant().plus(initialDelay));
    replicas.add(replica);
    return replica;
  }

  /** The replica is gone without a word, and its session with it. */
  void kill(Replica replica) {
    replicas.remove(replica);
  }

  /** Lets time pass, in which every replica that is not busy looks when it wants to. */
  void advance(Duration time) {
    advanceTo(clock.instant().plus(time));
  }

  void advanceTo(Instant end) {
    for (var next = nextUntil(end); next.isPresent(); next = nextUntil(end)) {
      clock.advanceTo(next.get().next);
      next.get().look();
    }
    clock.advanceTo(end);
  }

  private Optional<Replica> nextUntil(Instant end) {
    return replicas.stream()
        .filter(replica -> !replica.busy && !replica.next.isAfter(end))
        .min(Comparator.comparing(replica -> replica.next));
  }

  List<TickRecord> ticks() {
    return instance.checkers().ticks("defaults", Optional.empty(), 500);
  }

  TickRecord newest() {
    return ticks().get(0);
  }

  static long wins(TickRecord tick) {
    return tick.attempts().stream()
        .filter(attempt -> attempt.outcome() == WON)
        .mapToInt(TickRecord.Attempt::times)
        .sum();
  }

  final class Replica {
    final CheckerLoop loop;
    private Instant next;
    private boolean busy;

    private Replica(CheckerLoop loop, Instant next) {
      this.loop = loop;
      this.next = next;
    }

    void look() {
      busy = true;
      var wait = loop.poll();
      busy = false;
      next = clock.instant().plus(wait);
    }
  }
}

package org.castellan.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.castellan.cluster.History.Strike;

/** A tick under way, for things to break in. */
final class Stage {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Cluster cluster;
  private final Instant tick;
  private final List<Strike> strikes = new ArrayList<>();

  Stage(Cluster cluster, Instant tick) {
    this.cluster = cluster;
    this.tick = tick;
  }

  Cluster cluster() {
    return cluster;
  }

  /** Who has the tick, or had it. */
  Member holder() {
    return cluster.member(cluster.database().row(tick).node());
  }

  /** Does the harm, and notes what the victim was at. */
  Strike strike(Member victim, Runnable harm) {
    long epoch = cluster.database().row(tick).epoch();
    Set<String> claimed = new HashSet<>(cluster.database().claimedBy(victim.id()));
    Instant since = Instant.now();
    harm.run();
    Instant at = Instant.now();
    claimed.addAll(cluster.database().claimedBy(victim.id()));
    var strike = new Strike(since, at, tick, epoch, victim.id(), Set.copyOf(claimed));
    strikes.add(strike);
    return strike;
  }

  /** Waits until another replica is at work in the victim's place. */
  void awaitSuccessorOf(Strike strike) {
    await("a successor at work").atMost(PATIENCE).until(() -> isSucceeded(strike));
  }

  private boolean isSucceeded(Strike strike) {
    return cluster.database().row(tick).epoch() > strike.epoch()
        && cluster.calls().stream()
            .anyMatch(
                call -> call.at().isAfter(strike.at()) && !call.node().equals(strike.victim()));
  }

  void awaitEnd() {
    await("the end of the tick").atMost(PATIENCE).until(() -> cluster.database().hasFinished(tick));
  }

  String state() {
    return cluster.database().row(tick).state();
  }

  Instant tick() {
    return tick;
  }

  List<Strike> strikes() {
    return List.copyOf(strikes);
  }
}

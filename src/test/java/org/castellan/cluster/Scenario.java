package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.castellan.cluster.Fault.Healing;
import org.castellan.cluster.History.Strike;

/**
 * One case: a tick over some backends during which something breaks, then a tick without faults.
 * Whatever broke, {@link #check} holds the {@link Invariants} against what happened.
 */
final class Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a busy machine adds to the bounds, which are those of the lease and the poll alone. */
  private static final Duration BUSY = Duration.ofMillis(1500);

  private final Cluster cluster;
  private final String name;
  private int backends = 12;
  private int hosts = 2;
  private Duration answer = Duration.ofMillis(100);
  private Moment moment = Moment.begun();
  private Optional<Fault> fault = Optional.empty();

  Scenario(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  Scenario backends(int number) {
    backends = number;
    return this;
  }

  /** How many providers they are on, as Castellan sees it; at most 4. */
  Scenario hosts(int number) {
    hosts = number;
    return this;
  }

  /** How late each of the three answers is that a validation waits for. */
  Scenario answeringIn(Duration each) {
    answer = each;
    return this;
  }

  Scenario when(Moment reached) {
    moment = reached;
    return this;
  }

  Scenario fault(Fault strikes) {
    fault = Optional.of(strikes);
    return this;
  }

  /** Plays it. */
  History check() {
    cluster.makeWhole();
    List<String> scope = cluster.tenants().replace(backends, hosts);
    cluster.members().forEach(this::begin);
    cluster.database().begin();
    Optional<Strike> strike = firstTick();
    Instant second = cluster.database().requestTick();
    await("the tick after it").atMost(PATIENCE).until(() -> isDone(second));
    await("nothing is left")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(cluster.database().leftovers()).isEmpty());
    History history = cluster.database().history(scope, cluster.calls(), strike);
    cluster.mend();
    Invariants.check(history);
    boundTheHandover(history);
    fault.filter(Fault::loserTells).ifPresent(struck -> loserTells(history));
    return history;
  }

  private void begin(Member member) {
    member.doors().forgetCalls();
    member.doors().providers.delay(answer);
  }

  private Optional<Strike> firstTick() {
    Instant tick = cluster.database().requestTick();
    await("the moment")
        .pollInterval(Duration.ofMillis(5))
        .atMost(PATIENCE)
        .until(() -> moment.reached(cluster, tick));
    Optional<Strike> strike = fault.map(strikes -> strike(strikes, tick));
    await("the end of the tick").atMost(PATIENCE).until(() -> isDone(tick));
    return strike;
  }

  private Strike strike(Fault strikes, Instant tick) {
    var row = cluster.database().row(tick);
    Member holder = cluster.member(row.node());
    Set<String> claimed = new HashSet<>(cluster.database().claimedBy(holder.id()));
    strikes.strike().accept(cluster, holder);
    Instant at = Instant.now();
    claimed.addAll(cluster.database().claimedBy(holder.id()));
    if (strikes.healing() == Healing.WHEN_SUCCEEDED) {
      await("a successor at work")
          .atMost(PATIENCE)
          .until(
              () -> cluster.database().row(tick).epoch() > row.epoch() && calledSince(at, holder));
      strikes.heal().accept(cluster, holder);
    }
    return new Strike(at, tick, row.epoch(), holder.id(), Set.copyOf(claimed));
  }

  private boolean calledSince(Instant at, Member holder) {
    return cluster.calls().stream()
        .anyMatch(call -> call.at().isAfter(at) && !call.node().equals(holder.id()));
  }

  private boolean isDone(Instant tick) {
    return cluster.database().row(tick).state().equals("DONE");
  }

  /** Who wakes up late says so. */
  private void loserTells(History history) {
    Member loser = cluster.member(history.strike().orElseThrow().victim());
    await("the loser tells")
        .untilAsserted(() -> assertThat(loser.said()).contains("lost, changes nothing any more"));
  }

  private void boundTheHandover(History history) {
    fault.ifPresent(
        struck ->
            history
                .successorsFirstCall()
                .map(first -> Duration.between(history.strike().orElseThrow().at(), first))
                .ifPresent(
                    took -> {
                      Numbers.handover(struck.name() + ", " + name, struck.bound(), took);
                      assertThat(took).isLessThan(struck.bound().plus(BUSY));
                    }));
  }
}

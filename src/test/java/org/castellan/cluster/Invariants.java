package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.castellan.cluster.History.StatusWrite;
import org.castellan.cluster.History.Strike;
import org.castellan.cluster.History.TickWrite;
import org.castellan.cluster.History.Validated;

/** What must hold after every case, whatever was broken in it. */
final class Invariants {

  /** A call in flight is younger than a validation's timeout, and a bit for a busy machine. */
  private static final Duration FLIGHT = Timing.VALIDATION.plusSeconds(1);

  private final History history;

  private Invariants(History history) {
    this.history = history;
  }

  static void check(History history) {
    new Invariants(history).checkAll();
  }

  private void checkAll() {
    history.ticks().forEach(this::noTickIsRunTwice);
    history.ticks().forEach(this::noBackendIsRecordedTwice);
    doneTicks().forEach(this::everyBackendIsRecorded);
    history.ticks().forEach(this::noBackendIsCalledTwiceUnlessItsCallWasInFlight);
    noStatusIsOlderThanTheDatabaseHad();
    neverTwoHolders();
    noBackendIsBlamed();
  }

  /** A finished row never changes, and no run writes after its successor. */
  private void noTickIsRunTwice(Instant tick) {
    List<TickWrite> writes = history.ledgerOf(tick).toList();
    long finished = writes.stream().filter(TickWrite::finished).count();
    assertThat(finished).as("endings of tick %s: %s", tick, writes).isEqualTo(1);
    assertThat(writes.get(writes.size() - 1).finished()).as("the last is the ending").isTrue();
    assertThat(writes).extracting(TickWrite::epoch).as("epochs of tick %s", tick).isSorted();
  }

  /** Not those whose time was up, nor those that were left to the next one. */
  private Stream<Instant> doneTicks() {
    return history.ledger().stream().filter(TickWrite::done).map(TickWrite::instant);
  }

  private void everyBackendIsRecorded(Instant tick) {
    assertThat(history.validationsOf(tick).map(Validated::backend))
        .as("recorded in tick %s", tick)
        .containsAll(history.scope());
  }

  private void noBackendIsRecordedTwice(Instant tick) {
    assertThat(history.validationsOf(tick).map(Validated::backend))
        .as("recorded in tick %s", tick)
        .doesNotHaveDuplicates();
  }

  private void noBackendIsCalledTwiceUnlessItsCallWasInFlight(Instant tick) {
    Map<String, List<Call>> calls =
        history.callsOf(tick).collect(Collectors.groupingBy(Call::backend));
    history
        .validationsOf(tick)
        .forEach(entry -> requireOnce(entry, calls.getOrDefault(entry.backend(), List.of())));
  }

  /** A retry inside a validation is not another call; what came before must have been cut off. */
  private void requireOnce(Validated entry, List<Call> calls) {
    Map<Boolean, List<Call>> own =
        calls.stream().collect(Collectors.partitioningBy(call -> mayBeFor(entry, call)));
    List<Call> candidates = own.getOrDefault(true, List.of());
    assertThat(candidates).as("calls for %s, of %s", entry, calls).isNotEmpty();
    int before = Math.max(0, candidates.size() - 1 - entry.retries());
    var more = new ArrayList<Call>(own.getOrDefault(false, List.of()));
    more.addAll(candidates.subList(0, before));
    assertThat(more).as("more calls than the recorded one of %s", entry).hasSizeLessThan(2);
    assertThat(more).allMatch(this::wasInFlight, "in flight when the fault struck");
  }

  private static boolean mayBeFor(Validated entry, Call call) {
    return call.node().equals(entry.node())
        && !call.at().isAfter(entry.at())
        && call.at().isAfter(entry.at().minus(FLIGHT));
  }

  /** Begun by a victim with a claim from before it was replaced, or from before the fault. */
  private boolean wasInFlight(Call call) {
    return history.strikes().stream().anyMatch(strike -> wasInFlight(call, strike));
  }

  private boolean wasInFlight(Call call, Strike strike) {
    boolean inTime =
        call.at().isAfter(strike.since().minus(FLIGHT))
            && history.takeover(strike).filter(taken -> claimed(call, strike, taken)).isPresent();
    return call.node().equals(strike.victim())
        && (inTime || strike.claimed().contains(call.backend()));
  }

  /** The call itself may come a moment later than the successor. */
  private boolean claimed(Call call, Strike strike, TickWrite taken) {
    return history.claims().stream()
        .filter(claim -> claim.backend().equals(call.backend()))
        .filter(claim -> claim.epoch() == strike.epoch() && claim.node().equals(call.node()))
        .anyMatch(claim -> claim.at().isBefore(taken.at()) && claim.at().isBefore(call.at()));
  }

  private void noStatusIsOlderThanTheDatabaseHad() {
    assertThat(history.statuses())
        .allMatch(write -> write.before().isBefore(write.validatedAt()), "newer than before");
    history.statuses().stream()
        .collect(Collectors.groupingBy(StatusWrite::backend))
        .forEach(
            (backend, writes) ->
                assertThat(writes)
                    .as("claims of the statuses of %s", backend)
                    .extracting(StatusWrite::claim)
                    .isSorted());
  }

  /** The providers are well in every case, whatever the replicas think. */
  private void noBackendIsBlamed() {
    assertThat(history.statuses())
        .extracting(StatusWrite::status)
        .as("statuses")
        .containsOnly("OK");
  }

  private void neverTwoHolders() {
    assertThat(history.holders()).allMatch(seen -> seen.nodes().size() <= 1, "one holder");
  }
}

package org.castellan.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happened in a case, in the order of time.
 *
 * @param scope the backends that each tick has to validate
 * @param calls as the provider saw them begin
 * @param claims of runs of ticks on backends, as they were taken
 * @param holders who held the lock, as PostgreSQL showed it now and then
 * @param strikes the faults, in the order in which they struck
 */
record History(
    List<String> scope,
    List<Call> calls,
    List<Validated> validations,
    List<TickWrite> ledger,
    List<StatusWrite> statuses,
    List<Claimed> claims,
    List<Holders> holders,
    List<Strike> strikes) {

  /** An entry of a backend's own history. */
  record Validated(String backend, String node, Instant at, int retries) {}

  /**
   * A write to a row of the ledger, the first one included.
   *
   * @param node whom the row then named
   * @param writer the database session's application name
   */
  record TickWrite(
      Instant at, String writer, Instant instant, String state, long epoch, String node) {

    boolean done() {
      return state.equals("DONE");
    }

    boolean finished() {
      return Set.of("DONE", "CAPPED", "ABANDONED").contains(state);
    }
  }

  /** A write of a backend's status; {@code before} is when it had been validated so far. */
  record StatusWrite(
      Instant at,
      String writer,
      String backend,
      long claim,
      Instant before,
      Instant validatedAt,
      String status) {}

  /** A run took the claim on a backend, which it can only while nobody has taken its tick over. */
  record Claimed(Instant at, String backend, String node, long epoch) {}

  /** Who held the scope's lock at one moment. */
  record Holders(Instant at, List<String> nodes) {}

  /**
   * A fault.
   *
   * @param since when it began to strike
   * @param at when it had struck
   * @param tick during which it struck
   * @param epoch of the run that it struck
   * @param claimed what the victim had claimed and not recorded
   */
  record Strike(
      Instant since, Instant at, Instant tick, long epoch, String victim, Set<String> claimed) {}

  /** The instants of the ticks that were run, in their order. */
  List<Instant> ticks() {
    return ledger.stream().map(TickWrite::instant).distinct().sorted().toList();
  }

  Stream<TickWrite> ledgerOf(Instant tick) {
    return ledger.stream().filter(write -> write.instant().equals(tick));
  }

  /** The calls from the tick's instant to the next one's. */
  Stream<Call> callsOf(Instant tick) {
    return calls.stream().filter(call -> within(tick, call.at()));
  }

  Stream<Validated> validationsOf(Instant tick) {
    return validations.stream().filter(entry -> within(tick, entry.at()));
  }

  private boolean within(Instant tick, Instant at) {
    List<Instant> all = ticks();
    int next = all.indexOf(tick) + 1;
    return !at.isBefore(tick) && (next == all.size() || at.isBefore(all.get(next)));
  }

  /** The first write of the run that came after the one that was struck. */
  Optional<TickWrite> takeover(Strike strike) {
    return ledgerOf(strike.tick()).filter(write -> write.epoch() > strike.epoch()).findFirst();
  }

  /** Whether the tick that was struck first was taken over. */
  boolean handedOver() {
    return strikes.stream().findFirst().flatMap(this::takeover).isPresent();
  }

  /** The first call of the run that came after the one that was struck. */
  Optional<Instant> successorsFirstCall(Strike strike) {
    return takeover(strike)
        .flatMap(
            taken ->
                callsOf(taken.instant())
                    .filter(call -> call.node().equals(taken.node()))
                    .map(Call::at)
                    .filter(at -> !at.isBefore(taken.at()))
                    .findFirst());
  }

  /** How long a tick took from its first write to its last. */
  Duration lasted(Instant tick) {
    List<TickWrite> writes = ledgerOf(tick).toList();
    return Duration.between(writes.get(0).at(), writes.get(writes.size() - 1).at());
  }

  /** The longest time between the instants of two ticks that followed each other. */
  Duration longestPause() {
    List<Instant> all = ticks();
    return IntStream.range(1, all.size())
        .mapToObj(next -> Duration.between(all.get(next - 1), all.get(next)))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Provider calls to one backend in one tick, on average. */
  double callsPerBackendPerTick() {
    return (double) calls.size() / scope.size() / ticks().size();
  }
}

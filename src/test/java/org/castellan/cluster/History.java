package org.castellan.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What happened in a case, in the order of time.
 *
 * @param scope the backends that each tick has to validate
 * @param calls as the provider saw them begin
 * @param holders who held the lock, as PostgreSQL showed it now and then
 * @param strike the fault, if it struck
 */
record History(
    List<String> scope,
    List<Call> calls,
    List<Validated> validations,
    List<TickWrite> ledger,
    List<StatusWrite> statuses,
    List<Holders> holders,
    Optional<Strike> strike) {

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

  /** Who held the scope's lock at one moment. */
  record Holders(Instant at, List<String> nodes) {}

  /**
   * The fault.
   *
   * @param tick during which it struck
   * @param epoch of the run that it struck
   * @param claimed what the victim had claimed and not recorded
   */
  record Strike(Instant at, Instant tick, long epoch, String victim, Set<String> claimed) {}

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
  Optional<TickWrite> takeover() {
    return strike.flatMap(
        fault -> ledgerOf(fault.tick()).filter(write -> write.epoch() > fault.epoch()).findFirst());
  }

  /** The first call of that run. */
  Optional<Instant> successorsFirstCall() {
    return takeover()
        .flatMap(
            taken ->
                callsOf(taken.instant())
                    .filter(call -> call.node().equals(taken.node()))
                    .map(Call::at)
                    .filter(at -> !at.isBefore(taken.at()))
                    .findFirst());
  }

  /** Provider calls to one backend in one tick, on average. */
  double callsPerBackendPerTick() {
    return (double) calls.size() / scope.size() / ticks().size();
  }
}

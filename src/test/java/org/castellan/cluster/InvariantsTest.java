package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.castellan.cluster.History.Claimed;
import org.castellan.cluster.History.Holders;
import org.castellan.cluster.History.StatusWrite;
import org.castellan.cluster.History.Strike;
import org.castellan.cluster.History.TickWrite;
import org.castellan.cluster.History.Validated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge of the cluster cases sees what is wrong. */
class InvariantsTest {

  private static final Instant TICK = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Call> calls = new ArrayList<>();
  private final List<Validated> validations = new ArrayList<>();
  private final List<TickWrite> ledger = new ArrayList<>();
  private final List<StatusWrite> statuses = new ArrayList<>();
  private final List<Claimed> claims = new ArrayList<>();
  private final List<Holders> holders = new ArrayList<>();
  private final List<Strike> strikes = new ArrayList<>();

  @BeforeEach
  void aTickOverTwoBackends() {
    ledger(0, "RUNNING", 1, "node-1");
    call("a", "node-1", 1);
    record("a", "node-1", 2, 1);
    call("b", "node-1", 3);
    record("b", "node-1", 4, 2);
    ledger(5, "DONE", 1, "node-1");
    holders.add(new Holders(at(3), List.of("node-1")));
  }

  @Test
  void whatWentWellPasses() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aSecondCall() {
    call("a", "node-2", 3);
    violates("in flight when the fault struck");
  }

  @Test
  void aSecondCallThatWasNotInFlightAtTheFault() {
    call("a", "node-2", 3);
    strike(Set.of());
    violates("in flight when the fault struck");
  }

  @Test
  void aSecondCallOfTheSameReplica() {
    call("a", "node-1", 1);
    violates("in flight when the fault struck");
  }

  @Test
  void aRetryPasses() {
    call("a", "node-1", 1);
    validations.set(0, new Validated("a", "node-1", at(2), 1));
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aSecondCallThatWasInFlightAtTheFaultPasses() {
    aTakeoverDuringACallThatBegan(2);
    strike(Set.of("b"));
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aSecondCallWithAClaimFromBeforeTheTakeoverPasses() {
    aTakeoverDuringACallThatBegan(4);
    strike(Set.of());
    claims.add(new Claimed(at(2), "b", "node-1", 1));
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aSecondCallWithAClaimFromAfterTheTakeover() {
    aTakeoverDuringACallThatBegan(4);
    strike(Set.of());
    claims.add(new Claimed(at(3).plusMillis(1), "b", "node-1", 1));
    violates("in flight when the fault struck");
  }

  /** Node 2 takes over in second 3, while node 1 calls b. */
  private void aTakeoverDuringACallThatBegan(long second) {
    calls.clear();
    call("a", "node-1", 1);
    call("b", "node-1", second);
    call("b", "node-2", 4);
    validations.remove(1);
    record("b", "node-2", 5, 3);
    ledger.set(1, write(3, "RUNNING", 2, "node-2"));
    ledger(6, "DONE", 2, "node-2");
  }

  @Test
  void aBackendThatNobodyCalled() {
    calls.remove(1);
    violates("calls for");
  }

  @Test
  void aBackendThatNobodyRecorded() {
    validations.remove(1);
    violates("recorded in tick");
  }

  @Test
  void aBackendThatIsRecordedTwice() {
    record("b", "node-1", 4, 2);
    violates("recorded in tick");
  }

  @Test
  void aTickWhoseTimeWasUpMayLeaveSome() {
    calls.remove(1);
    validations.remove(1);
    ledger.set(1, write(5, "CAPPED", 1, "node-1"));
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aTickThatNeverEnded() {
    ledger.remove(1);
    violates("endings of tick");
  }

  @Test
  void aWriteAfterTheEnd() {
    ledger(6, "RUNNING", 2, "node-2");
    violates("the last is the ending");
  }

  @Test
  void aWriteOfARunThatWasTakenOver() {
    ledger.add(1, write(3, "RUNNING", 2, "node-2"));
    violates("epochs of tick");
  }

  @Test
  void aStatusOlderThanTheOneBefore() {
    statuses.add(new StatusWrite(at(5), "", "a", 3, at(9), at(8), "OK"));
    violates("newer than before");
  }

  @Test
  void aStatusWithAClaimThatSomebodyElseTookOver() {
    statuses.add(new StatusWrite(at(5), "", "a", 0, at(2), at(5), "OK"));
    violates("claims of the statuses");
  }

  @Test
  void aHealthyBackendThatIsInvalid() {
    statuses.add(new StatusWrite(at(5), "", "a", 3, at(2), at(5), "INVALID"));
    violates("statuses");
  }

  @Test
  void twoHolders() {
    holders.add(new Holders(at(4), List.of("node-1", "node-2")));
    violates("one holder");
  }

  private void violates(String what) {
    assertThatThrownBy(this::check).isInstanceOf(AssertionError.class).hasMessageContaining(what);
  }

  private void check() {
    Invariants.check(
        new History(
            List.of("a", "b"), calls, validations, ledger, statuses, claims, holders, strikes));
  }

  private void strike(Set<String> claimed) {
    strikes.add(new Strike(at(2), at(2), TICK, 1, "node-1", claimed));
  }

  private void ledger(long second, String state, long epoch, String node) {
    ledger.add(write(second, state, epoch, node));
  }

  private static TickWrite write(long second, String state, long epoch, String node) {
    return new TickWrite(at(second), "castellan/" + node, TICK, state, epoch, node);
  }

  private void call(String backend, String node, long second) {
    calls.add(new Call(backend, node, at(second)));
  }

  private void record(String backend, String node, long second, long claim) {
    validations.add(new Validated(backend, node, at(second), 0));
    statuses.add(
        new StatusWrite(
            at(second), "castellan/" + node, backend, claim, Instant.EPOCH, at(second), "OK"));
  }

  private static Instant at(long second) {
    return TICK.plusSeconds(second);
  }
}

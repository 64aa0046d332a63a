package org.castellan.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.castellan.storage.ErrorClass;
import org.junit.jupiter.api.Test;

/** The patrol's rules, without a database and providers. */
class PatrolRulesTest {

  @Test
  void hostThatIsBusyIsPassedOver() throws Exception {
    DueCopy a1 = due("a");
    DueCopy a2 = due("a");
    DueCopy b = due("b");
    var turns = new HostTurns(List.of(a1, a2, b), 1);
    assertThat(turns.next(PatrolRulesTest::never)).contains(a1);
    assertThat(turns.next(PatrolRulesTest::never)).contains(b);
    turns.ended(a1);
    assertThat(turns.next(PatrolRulesTest::never)).contains(a2);
    assertThat(turns.next(PatrolRulesTest::never)).isEmpty();
  }

  @Test
  void whoWaitsForAHostEndsWhenTheRunMustStop() throws Exception {
    DueCopy first = due("a");
    var turns = new HostTurns(List.of(first, due("a")), 1);
    assertThat(turns.next(PatrolRulesTest::never)).contains(first);
    assertThat(turns.next(() -> true)).isEmpty();
  }

  @Test
  void backendThatIsGivenUpIsLeftOut() throws Exception {
    DueCopy bad = due("a");
    DueCopy good = due("a");
    var turns = new HostTurns(List.of(bad, good), 1);
    turns.giveUp(bad.copy().backendId());
    assertThat(turns.next(PatrolRulesTest::never)).contains(good);
    turns.ended(good);
    assertThat(turns.next(PatrolRulesTest::never)).isEmpty();
  }

  @Test
  void backendThatCannotBeReachedIsGivenUpSoonAndABadObjectHoldsUpNone() {
    UUID gone = UUID.randomUUID();
    UUID flawed = UUID.randomUUID();
    var setbacks = new Setbacks();
    assertThat(failures(setbacks, gone, ErrorClass.UNREACHABLE, 2)).isFalse();
    assertThat(failures(setbacks, gone, ErrorClass.UNREACHABLE, 1)).isTrue();
    assertThat(failures(setbacks, flawed, ErrorClass.PROVIDER_ERROR, 19)).isFalse();
    setbacks.read(flawed);
    assertThat(failures(setbacks, flawed, ErrorClass.PROVIDER_ERROR, 1)).isFalse();
    assertThat(failures(setbacks, flawed, ErrorClass.PROVIDER_ERROR, 1)).isTrue();
  }

  /** Promise 8. */
  @Test
  void damageIsHeldBackUntilAsMuchIsSound() {
    var misgivings = new Misgivings(() -> false);
    assertThat(misgivings.damaged(suspect())).isEmpty();
    assertThat(misgivings.damaged(suspect())).isEmpty();
    assertThat(misgivings.reason()).contains("2 of 2 copies were found damaged from here");
    assertThat(misgivings.sound()).isEmpty();
    assertThat(misgivings.sound()).hasSize(2);
    assertThat(misgivings.reason()).isEmpty();
    assertThat(misgivings.sound()).isEmpty();
    assertThat(misgivings.damaged(suspect())).as("one of six").hasSize(1);
  }

  @Test
  void replicaWhoseWordIsEnoughHoldsNothingBack() {
    var alone = new AtomicBoolean();
    var misgivings = new Misgivings(alone::get);
    assertThat(misgivings.damaged(suspect())).isEmpty();
    alone.set(true);
    assertThat(misgivings.release()).as("the peers went").hasSize(1);
    assertThat(misgivings.damaged(suspect())).hasSize(1);
    assertThat(misgivings.reason()).isEmpty();
  }

  @Test
  void nobodyGoesOnForHoursWithFindingsThatDoNotCount() {
    var misgivings = new Misgivings(() -> false);
    IntStream.range(0, 9).forEach(i -> misgivings.damaged(suspect()));
    assertThat(misgivings.enough()).isFalse();
    misgivings.damaged(suspect());
    assertThat(misgivings.enough()).isTrue();
  }

  @Test
  void shareIsSuchThatTheLastQuarterOfThePeriodIsEnough() {
    PatrolSettings month = settings(Duration.ofDays(1), Duration.ofDays(28));
    assertThat(month.share(0)).isZero();
    assertThat(month.share(1)).isEqualTo(1);
    assertThat(month.share(7000)).isEqualTo(1000);
    assertThat(month.rest()).isEqualTo(Duration.ofDays(21));
    assertThat(month.urgent()).isEqualTo(Duration.ofDays(26));
  }

  @Test
  void whereEachTickIsThePeriodAllAreRead() {
    PatrolSettings daily = settings(Duration.ofDays(1), Duration.ofDays(1));
    assertThat(daily.share(7000)).isEqualTo(7000);
    assertThat(daily.urgent()).isZero();
  }

  private static boolean never() {
    return false;
  }

  private static boolean failures(Setbacks setbacks, UUID backend, ErrorClass why, int times) {
    boolean enough = false;
    for (int i = 0; i < times; i++) {
      enough = setbacks.failed(backend, why);
    }
    return enough;
  }

  private static PatrolSettings settings(Duration interval, Duration period) {
    return new PatrolSettings(interval, period, 1000, 1000, 4, 2);
  }

  private static Misgivings.Suspect suspect() {
    return new Misgivings.Suspect(due("a"), Damage.CORRUPT);
  }

  private static DueCopy due(String host) {
    var copy =
        new Artifact(
            UUID.randomUUID(),
            new Digest("0".repeat(64)),
            UUID.randomUUID(),
            1,
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty());
    return new DueCopy(copy, host, Optional.empty());
  }
}

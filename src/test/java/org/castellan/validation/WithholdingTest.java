package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.junit.jupiter.api.Test;

/** Promise 8: what could be the replica's own fault is withheld. */
class WithholdingTest {

  private final Withholding withholding = new Withholding();

  @Test
  void anUnreachableBackendIsHeldUntilAnotherOneAnswers() {
    assertThat(withholding.settle(answering("a"))).hasSize(1);
    assertThat(withholding.settle(unreachable("b"))).isEmpty();
    Examined next = answering("c");
    assertThat(withholding.settle(next)).hasSize(2).last().isEqualTo(next);
    assertThat(withholding.release()).isEmpty();
  }

  @Test
  void aMinorityThatAnswersProvesNothing() {
    withholding.settle(unreachable("a"));
    withholding.settle(unreachable("b"));
    Examined answering = answering("c");
    assertThat(withholding.settle(answering)).containsExactly(answering);
    assertThat(withholding.doubtful()).isTrue();
  }

  @Test
  void aNetworkThatFailsMidwayTurnsNothingInvalid() {
    for (int i = 0; i < 3; i++) {
      withholding.settle(answering("a" + i));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(withholding.settle(unreachable("b" + i))).isEmpty();
    }
    assertThat(withholding.doubtful()).isTrue();
  }

  @Test
  void oneDeadHostIsNotDoubted() {
    withholding.settle(unreachable("a"));
    withholding.settle(unreachable("a"));
    assertThat(withholding.doubtful()).isFalse();
    assertThat(withholding.release()).hasSize(2);
  }

  @Test
  void whatTheProviderSaidIsNeverHeld() {
    for (ErrorClass errorClass : ErrorClass.values()) {
      Examined examined = examined("a", BackendStatus.OK, broken(errorClass));
      assertThat(withholding.settle(examined).isEmpty()).isEqualTo(errorClass.network());
    }
  }

  @Test
  void whatWasInvalidBeforeIsNoEvidence() {
    for (int i = 0; i < 5; i++) {
      Examined examined = examined("a" + i, BackendStatus.INVALID, broken(ErrorClass.UNREACHABLE));
      assertThat(withholding.settle(examined)).containsExactly(examined);
    }
    assertThat(withholding.doubtful()).isFalse();
  }

  private static Examined answering(String host) {
    return examined(host, BackendStatus.OK, FakeProvider.healthy());
  }

  private static Examined unreachable(String host) {
    return examined(host, BackendStatus.OK, broken(ErrorClass.UNREACHABLE));
  }

  private static ProbeResult broken(ErrorClass errorClass) {
    return FakeProvider.broken(errorClass, false);
  }

  private static Examined examined(String host, BackendStatus status, ProbeResult result) {
    var backend =
        new CasBackend(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "name",
            FakeProvider.ID,
            host + "/name",
            host,
            "",
            true,
            false,
            false,
            100L << 20,
            Optional.of(UUID.randomUUID()),
            status,
            Optional.empty(),
            Optional.empty(),
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty());
    var claim = new Claim(1, backend, Trigger.TICK, new Due.Always());
    return new Examined(claim, new Finding(result, 0));
  }
}

package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.schedule.Fence;
import org.castellan.storage.ErrorClass;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@OnEveryPostgres
class ClaimsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private Cluster cluster;
  private Claims claims;
  private Recorder recorder;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
    claims = new Claims(cluster.jdbi, "a", ValidationSettings.DEFAULTS);
    recorder = new Recorder(cluster.jdbi, cluster.audit, "a");
  }

  /** Promise 1: whatever triggers meet, one of them validates. */
  @Test
  void ofManyAtOnceOneTakesTheClaim() {
    CasBackend backend = cluster.backend("h/one");
    List<Claims.Result> results =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(i -> claims.take(backend.id(), Trigger.MANUAL, new Due.Always()))
            .toList();
    assertThat(results).filteredOn(Claims.Result.Taken.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Claims.Result.Busy.class::isInstance).hasSize(39);
  }

  @Test
  void whoIsBusySaysForHowLong() {
    CasBackend backend = cluster.backend("h/busy");
    take(backend);
    var busy = (Claims.Result.Busy) claims.take(backend.id(), Trigger.MANUAL, new Due.Always());
    assertThat(busy.expiresIn())
        .isPositive()
        .isLessThanOrEqualTo(ValidationSettings.DEFAULTS.claimTime());
  }

  @Test
  void anExpiredClaimIsTakenAndItsHolderWritesNothingMore() {
    CasBackend backend = cluster.backend("h/expired");
    Claim old = take(backend);
    expire(backend);
    Claim newer = take(backend);
    assertThat(newer.number()).isGreaterThan(old.number());
    assertThat(recorder.record(old, broken(ErrorClass.TIMEOUT))).isEmpty();
    assertThat(cluster.history(backend)).isEmpty();
    assertThat(recorder.record(newer, healthy())).contains(BackendStatus.OK);
  }

  @Test
  void anExpiredClaimThatNobodyTookStillWrites() {
    CasBackend backend = cluster.backend("h/late");
    Claim claim = take(backend);
    expire(backend);
    assertThat(recorder.record(claim, broken(ErrorClass.TIMEOUT))).contains(BackendStatus.INVALID);
  }

  @Test
  void aReleasedClaimIsFreeAtOnceAndNothingIsValidated() {
    CasBackend backend = cluster.backend("h/released");
    claims.release(take(backend));
    assertThat(cluster.read(backend).validatedAt()).isEqualTo(backend.validatedAt());
    take(backend);
  }

  @Test
  void aSlowProbeWithOldCredentialsOverwritesNothing() {
    CasBackend backend = cluster.backend("h/rotated");
    Claim claim = take(backend);
    cluster.jdbi.useTransaction(
        handle -> {
          UUID newer = cluster.vault.store(handle, Map.of("key", "second"));
          handle.execute(
              "update cas_backend set credential_id = ? where id = ?", newer, backend.id());
        });
    assertThat(recorder.record(claim, broken(ErrorClass.AUTHENTICATION))).isEmpty();
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
  }

  /** Promise 2: the loser's writes carry an old epoch. */
  @Test
  void aRevenantOfATakenOverTickIsRefused() {
    CasBackend backend = cluster.backend("h/revenant");
    Fence fence = cluster.tick();
    Claim claim = taken(claims.take(backend.id(), Trigger.TICK, new Due.InTick(fence)));
    Fence newer = cluster.takeOver(fence);
    assertThat(recorder.record(claim, broken(ErrorClass.UNREACHABLE))).isEmpty();
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
    claims.release(claim);
    assertThat(claims.take(backend.id(), Trigger.TICK, new Due.InTick(fence)))
        .isInstanceOf(Claims.Result.RunOver.class);
    taken(claims.take(backend.id(), Trigger.TICK, new Due.InTick(newer)));
  }

  /** Promise 2: what a lost holder had claimed does not wait for the claim's expiry. */
  @Test
  void theSuccessorOfARunTakesItsClaimsAtOnce() {
    CasBackend backend = cluster.backend("h/inherited");
    Fence fence = cluster.tick();
    Claim lost = taken(claims.take(backend.id(), Trigger.TICK, new Due.InTick(fence)));
    assertThat(claims.take(backend.id(), Trigger.TICK, new Due.InTick(fence)))
        .isInstanceOf(Claims.Result.Busy.class);
    Fence newer = cluster.takeOver(fence);
    Claim claim = taken(claims.take(backend.id(), Trigger.TICK, new Due.InTick(newer)));
    assertThat(recorder.record(lost, broken(ErrorClass.TIMEOUT))).isEmpty();
    assertThat(recorder.record(claim, healthy())).contains(BackendStatus.OK);
  }

  @Test
  void theClaimOfARequestIsNotTakenByALaterRun() {
    CasBackend backend = cluster.backend("h/requested");
    Fence fence = cluster.tick();
    take(backend);
    assertThat(claims.take(backend.id(), Trigger.TICK, new Due.InTick(cluster.takeOver(fence))))
        .isInstanceOf(Claims.Result.Busy.class);
  }

  /** Promise 1: none where another trigger validated it since the tick's instant. */
  @Test
  void aTickTakesNothingThatWasValidatedSinceItsInstant() {
    CasBackend backend = cluster.backend("h/since");
    Fence fence = cluster.tick();
    recorder.record(take(backend), healthy());
    assertThat(claims.take(backend.id(), Trigger.TICK, new Due.InTick(fence)))
        .isInstanceOf(Claims.Result.NotDue.class);
  }

  @Test
  void aRequestTakesWhatIsStaleOrHasItsBackoffBehindIt() {
    CasBackend backend = cluster.backend("h/window");
    var due = new Due.OnRequest(Duration.ofMinutes(35), Duration.ofSeconds(30), "a");
    cluster.validatedAgo(backend, Duration.ofMinutes(34));
    assertNotDue(backend, due);
    cluster.invalidSince(backend, Duration.ofSeconds(20));
    assertNotDue(backend, due);
    cluster.invalidSince(backend, Duration.ofSeconds(31));
    claims.release(taken(claims.take(backend.id(), Trigger.REQUEST, due)));
  }

  @Test
  void inlineAndUnknownBackendsAreNeverClaimed() {
    UUID organization = cluster.organization();
    CasBackend inline = cluster.backends.find(organization, "default-inline").orElseThrow();
    for (UUID id : List.of(inline.id(), UUID.randomUUID())) {
      assertThat(claims.take(id, Trigger.MANUAL, new Due.Always()))
          .isInstanceOf(Claims.Result.Gone.class);
    }
  }

  /** Promise 8. */
  @Test
  void rateLimitedAloneNeverTurnsOkIntoInvalid() {
    CasBackend backend = cluster.backend("h/limited");
    assertThat(recorder.record(take(backend), broken(ErrorClass.RATE_LIMITED)))
        .contains(BackendStatus.OK);
    CasBackend after = cluster.read(backend);
    assertThat(after.failure().orElseThrow().errorClass()).isEqualTo("RATE_LIMITED");
    assertThat(after.validatedAt().orElseThrow()).isAfter(backend.validatedAt().orElseThrow());
    assertThat(cluster.history(backend).get(0).errorClass()).contains("RATE_LIMITED");
    assertThat(cluster.statusChanges()).isEmpty();
  }

  @Test
  void aChangeOfStatusIsAuditedOnceWithItsReason() {
    CasBackend backend = cluster.backend("h/audited");
    recorder.record(take(backend), broken(ErrorClass.NOT_FOUND));
    recorder.record(take(backend), broken(ErrorClass.NOT_FOUND));
    recorder.record(take(backend), healthy());
    assertThat(cluster.statusChanges())
        .containsExactly(
            "castellan:manual INVALID -> OK. It answers again.",
            "castellan:manual OK -> INVALID. NOT_FOUND: It is broken.");
    assertThat(cluster.history(backend)).hasSize(3);
  }

  private void assertNotDue(CasBackend backend, Due due) {
    assertThat(claims.take(backend.id(), Trigger.REQUEST, due))
        .isInstanceOf(Claims.Result.NotDue.class);
  }

  private Claim take(CasBackend backend) {
    return taken(claims.take(backend.id(), Trigger.MANUAL, new Due.Always()));
  }

  private static Claim taken(Claims.Result result) {
    assertThat(result).isInstanceOf(Claims.Result.Taken.class);
    return ((Claims.Result.Taken) result).claim();
  }

  private void expire(CasBackend backend) {
    cluster.jdbi.useHandle(
        handle ->
            handle.execute(
                "update cas_backend set claim_expires_at = clock_timestamp() - interval '1 s'"
                    + " where id = ?",
                backend.id()));
  }

  private static Finding healthy() {
    return new Finding(FakeProvider.healthy(), 0);
  }

  private static Finding broken(ErrorClass errorClass) {
    return new Finding(FakeProvider.broken(errorClass, false), 0);
  }
}

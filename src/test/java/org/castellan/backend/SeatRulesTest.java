package org.castellan.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.castellan.audit.AuditEntry;
import org.castellan.audit.AuditEvent;
import org.castellan.organization.Organization;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract's rules on default and fallback. */
class SeatRulesTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private Organization organization;

  @BeforeEach
  void anOrganization() {
    organization = kit.organization();
  }

  @Test
  void newDefaultTakesTheSeatFromTheFormer() {
    kit.defaultBackend(organization, "a");
    kit.defaultBackend(organization, "b");

    assertSeats("b", "none");
    assertThat(find("a").isDefault()).isFalse();
  }

  @Test
  void newFallbackTakesTheSeatFromTheFormer() {
    kit.fallbackBackend(organization, "a");
    kit.fallbackBackend(organization, "b");

    assertSeats("default-inline", "b");
  }

  @Test
  void newPlainBackendTakesNoSeat() {
    kit.plainBackend(organization, "a");

    assertSeats("default-inline", "none");
  }

  @Test
  void defaultMovesToAnExistingBackend() {
    kit.defaultBackend(organization, "a");
    kit.plainBackend(organization, "b");

    change("b", Optional.of(true), Optional.empty());

    assertSeats("b", "none");
  }

  @Test
  void fallbackThatBecomesDefaultIsFallbackNoLonger() {
    kit.fallbackBackend(organization, "a");

    change("a", Optional.of(true), Optional.empty());

    assertSeats("a", "none");
  }

  @Test
  void defaultThatBecomesFallbackSwapsWithTheFallback() {
    kit.defaultBackend(organization, "a");
    kit.fallbackBackend(organization, "b");

    change("a", Optional.empty(), Optional.of(true));

    assertSeats("b", "a");
  }

  @Test
  void defaultThatBecomesFallbackIsSucceededByTheInlineBackend() {
    kit.defaultBackend(organization, "a");

    change("a", Optional.empty(), Optional.of(true));

    assertSeats("default-inline", "a");
  }

  @Test
  void defaultAndFallbackTogetherAreRefused() {
    kit.plainBackend(organization, "a");

    ChangeResult result = change("a", Optional.of(true), Optional.of(true));

    assertThat(result).isEqualTo(new ChangeResult.Refused(List.of(Limits.DEFAULT_AND_FALLBACK)));
    assertThat(kit.tryInsert(TestRegistry.draft(organization, "b", true, true)))
        .isEqualTo(new InsertResult.Refused(List.of(Limits.DEFAULT_AND_FALLBACK)));
    assertSeats("default-inline", "none");
  }

  @Test
  void leavingTheDefaultPromotesTheFallback() {
    kit.defaultBackend(organization, "a");
    kit.fallbackBackend(organization, "b");

    change("a", Optional.of(false), Optional.empty());

    assertSeats("b", "none");
  }

  @Test
  void leavingTheDefaultPromotesTheInlineBackendWhenThereIsNoFallback() {
    kit.defaultBackend(organization, "a");

    change("a", Optional.of(false), Optional.empty());

    assertSeats("default-inline", "none");
  }

  @Test
  void inlineDefaultThatLeavesWithoutAFallbackLeavesNoDefault() {
    change("default-inline", Optional.of(false), Optional.empty());

    assertSeats("none", "none");
    assertThat(lastEvent().detail()).isEqualTo("The default was default-inline and is none.");
  }

  @Test
  void inlineBackendCanBeFallback() {
    kit.defaultBackend(organization, "a");

    change("default-inline", Optional.empty(), Optional.of(true));
    assertSeats("a", "default-inline");

    change("a", Optional.of(false), Optional.empty());
    assertSeats("default-inline", "none");
  }

  @Test
  void leavingASeatThatItHasNotChangesNothing() {
    CasBackend before = kit.plainBackend(organization, "a");

    change("a", Optional.of(false), Optional.of(false));

    assertThat(find("a")).isEqualTo(before);
    assertSeats("default-inline", "none");
  }

  @Test
  void fallbackLeaves() {
    kit.fallbackBackend(organization, "a");

    change("a", Optional.empty(), Optional.of(false));

    assertSeats("default-inline", "none");
  }

  @Test
  void deletedDefaultIsSucceededByTheFallbackThenByTheInlineBackend() {
    CasBackend first = kit.defaultBackend(organization, "a");
    CasBackend second = kit.fallbackBackend(organization, "b");

    kit.registry.delete(first.id(), "admin");
    assertSeats("b", "none");

    kit.registry.delete(second.id(), "admin");
    assertSeats("default-inline", "none");
  }

  @Test
  void deletedFallbackLeavesItsSeatEmpty() {
    CasBackend fallback = kit.fallbackBackend(organization, "a");

    kit.registry.delete(fallback.id(), "admin");

    assertSeats("default-inline", "none");
  }

  @Test
  void invalidDefaultKeepsItsSeat() {
    CasBackend backend = kit.defaultBackend(organization, "a");
    kit.fallbackBackend(organization, "b");
    kit.jdbi.useHandle(
        handle ->
            handle.execute(
                """
                update cas_backend set status = 'INVALID', error_class = 'TIMEOUT',
                  error = 'slow', remedy = 'wait' where id = ?
                """,
                backend.id()));

    change("a", Optional.of(true), Optional.empty());

    assertSeats("a", "b");
    assertThat(find("a").failure()).contains(new CasBackend.Failure("TIMEOUT", "slow", "wait"));
  }

  @Test
  void whoLosesASeatIsAnotherRevision() {
    CasBackend loser = kit.defaultBackend(organization, "a");

    CasBackend winner = kit.defaultBackend(organization, "b");

    assertThat(winner.revision()).isEqualTo(1);
    assertThat(find("a").revision()).isEqualTo(loser.revision() + 1);
  }

  @Test
  void movesAreAudited() {
    kit.defaultBackend(organization, "a");

    assertThat(lastEvent())
        .isEqualTo(
            new AuditEvent(
                Optional.of(organization.id()),
                "admin",
                "BACKEND_DEFAULT_MOVED",
                "a",
                "The default was default-inline and is a."));
  }

  @Test
  void otherOrganizationsKeepTheirSeats() {
    Organization other = kit.organization();
    kit.defaultBackend(other, "a");

    kit.defaultBackend(organization, "a");
    kit.fallbackBackend(organization, "b");

    assertThat(kit.defaultOf(other.id()).orElseThrow().name()).isEqualTo("a");
    assertThat(kit.fallbackOf(other.id())).isEmpty();
  }

  private ChangeResult change(
      String name, Optional<Boolean> isDefault, Optional<Boolean> isFallback) {
    var change =
        new BackendChange(
            Optional.empty(), isDefault, isFallback, Optional.empty(), Optional.empty());
    return kit.registry.change(find(name).id(), OptionalLong.empty(), change, "admin");
  }

  private CasBackend find(String name) {
    return kit.backends.find(organization.id(), name).orElseThrow();
  }

  private void assertSeats(String isDefault, String isFallback) {
    assertThat(name(kit.defaultOf(organization.id()))).isEqualTo(isDefault);
    assertThat(name(kit.fallbackOf(organization.id()))).isEqualTo(isFallback);
  }

  private static String name(Optional<CasBackend> backend) {
    return backend.map(CasBackend::name).orElse("none");
  }

  private AuditEvent lastEvent() {
    return kit
        .audit
        .list(AuditTrail.of(Optional.of(organization.id())), Optional.empty(), 1)
        .items()
        .stream()
        .map(AuditEntry::event)
        .findFirst()
        .orElseThrow();
  }
}

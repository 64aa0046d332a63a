package org.castellan.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.castellan.backend.CasBackend;
import org.castellan.organization.Allowance;
import org.castellan.organization.Creation;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lock and what is done under it go to the database at once. */
class OrganizationLockTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final Jdbi jdbi = db.jdbi();
  private final TestRegistry registry = new TestRegistry(jdbi);
  private final Intents intents = new Intents(jdbi, "test-node");

  @Test
  void whoWaitedForItSeesWhatWasDecidedMeanwhile() {
    Organization organization = registry.organization();
    Copy copy = copy(registry.defaultBackend(organization, "store"), 1);
    try (Handle purge = jdbi.open()) {
      purge.begin();
      assertThat(OrganizationLock.take(purge, organization.id())).isTrue();
      var beginning = CompletableFuture.supplyAsync(() -> intents.begin(copy, 1));
      await().until(this::oneWaits);
      purge.execute(
          "insert into organization_purge (organization_id, asked_by) values (?, 'test')",
          organization.id());
      purge.commit();
      assertThat(beginning.join())
          .isEqualTo(new Beginning.Answered(new UploadResult.OrganizationGone()));
    }
  }

  @Test
  void itIsFreeAgainAtOnceWithoutAnotherMessage() {
    Organization organization = registry.organization();
    Copy copy = copy(registry.defaultBackend(organization, "store"), 1);
    try (Handle upload = jdbi.open()) {
      assertThat(intents.begin(upload, copy, 1)).isInstanceOf(Beginning.Begun.class);
      assertThat(lockedByOthers(organization)).isFalse();
    }
  }

  @Test
  void whatIsAskedAtTheSameTimeIsNoMoreThanTheQuota() {
    Allowance allowance = Allowance.UNLIMITED.withQuota(Optional.of(10L));
    Organization organization =
        ((Creation.Created) registry.organizations.create("bounded", allowance, "test"))
            .organization();
    CasBackend backend = registry.defaultBackend(organization, "store");
    List<CompletableFuture<Beginning>> all =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> intents.begin(copy(backend, i), 4)))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join))
        .filteredOn(Beginning.Begun.class::isInstance)
        .hasSize(2);
  }

  @Test
  void whereThereIsNoOrganizationNothingIsDone() {
    CasBackend backend = registry.defaultBackend(registry.organization(), "store");
    var nowhere = new Copy(UUID.randomUUID(), copy(backend, 1).digest(), backend.id());
    assertThat(intents.begin(nowhere, 1))
        .isEqualTo(new Beginning.Answered(new UploadResult.OrganizationGone()));
  }

  private static Copy copy(CasBackend backend, int number) {
    return new Copy(backend.organizationId(), new Digest("%064x".formatted(number)), backend.id());
  }

  private boolean oneWaits() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from pg_locks where not granted)")
                .mapTo(Boolean.class)
                .one());
  }

  private boolean lockedByOthers(Organization organization) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery("select id from organization where id = :id for update skip locked")
                .bind("id", organization.id())
                .mapTo(UUID.class)
                .findOne()
                .isEmpty());
  }
}

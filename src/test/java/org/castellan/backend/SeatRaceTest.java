package org.castellan.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.castellan.organization.Deletion;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes from many threads at once neither fail, deadlock nor leave two in one seat. */
class SeatRaceTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int THREADS = 8;
  private static final int ROUNDS = 5;

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private final Organization organization = kit.organization();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void switchingTheDefaultFromEightThreadsEndsWithExactlyOne() throws Exception {
    List<CasBackend> backends =
        IntStream.range(0, THREADS).mapToObj(i -> kit.plainBackend(organization, "b" + i)).toList();

    List<ChangeResult> results =
        race(i -> change(backends.get(i), Optional.of(true), Optional.empty()));

    assertThat(results).hasOnlyElementsOfType(ChangeResult.Changed.class);
    assertThat(holders("is_default")).isOne();
  }

  @Test
  void switchingBothSeatsAtOnceEndsWithAtMostOneInEach() throws Exception {
    List<CasBackend> backends =
        List.of(kit.plainBackend(organization, "a"), kit.plainBackend(organization, "b"));

    List<ChangeResult> results =
        race(
            i -> {
              boolean first = i / 2 % 2 == 0;
              return change(
                  backends.get(i % 2),
                  first ? Optional.of(true) : Optional.empty(),
                  first ? Optional.empty() : Optional.of(true));
            });

    assertThat(results).hasOnlyElementsOfType(ChangeResult.Changed.class);
    assertThat(holders("is_default")).isOne();
    assertThat(holders("is_fallback")).isLessThanOrEqualTo(1);
  }

  @Test
  void oneOfManyRegistrationsOfANameWins() throws Exception {
    List<InsertResult> results =
        race(i -> kit.tryInsert(TestRegistry.draft(organization, "same", true, false)));

    assertThat(results).filteredOn(InsertResult.Inserted.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(InsertResult.NameTaken.class::isInstance)
        .hasSize(THREADS * ROUNDS - 1);
    assertThat(kit.defaultOf(organization.id()).orElseThrow().name()).isEqualTo("same");
  }

  @Test
  void deletionOfTheOrganizationDoesNotDeadlockWithChanges() throws Exception {
    CasBackend backend = kit.plainBackend(organization, "a");

    List<Object> results =
        race(
            i ->
                i == 0
                    ? kit.organizations.delete(organization.id(), "admin")
                    : change(backend, Optional.of(true), Optional.empty()));

    assertThat(results).filteredOn(Deletion.DELETED::equals).hasSize(1);
    assertThat(kit.organizations.find(organization.name())).isEmpty();
  }

  private ChangeResult change(
      CasBackend backend, Optional<Boolean> isDefault, Optional<Boolean> isFallback) {
    var change =
        new BackendChange(
            Optional.empty(), isDefault, isFallback, Optional.empty(), Optional.empty());
    return kit.registry.change(backend.id(), OptionalLong.empty(), change, "admin");
  }

  private <T> List<T> race(Lap<T> lap) throws Exception {
    var start = new CyclicBarrier(THREADS);
    List<Future<List<T>>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      running.add(threads.submit(() -> laps(start, lap, thread)));
    }
    List<T> results = new ArrayList<>();
    for (Future<List<T>> future : running) {
      results.addAll(future.get());
    }
    return results;
  }

  private static <T> List<T> laps(CyclicBarrier start, Lap<T> lap, int thread) throws Exception {
    start.await();
    List<T> results = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      results.add(lap.run(thread));
    }
    return results;
  }

  private int holders(String seat) {
    return kit.jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from cas_backend where organization_id = :id and <seat>")
                .define("seat", seat)
                .bind("id", organization.id())
                .mapTo(int.class)
                .one());
  }

  private interface Lap<T> {
    T run(int thread);
  }
}

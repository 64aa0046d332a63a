package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.castellan.backend.CasBackend;
import org.castellan.testkit.SuspendableExecutor;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RevalidationTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final ValidationSettings settings = ValidationSettings.DEFAULTS;
  private final Cluster cluster = new Cluster(db.jdbi());
  private final Replica replica = new Replica(cluster, "a", settings);
  private final SuspendableExecutor timer = new SuspendableExecutor(1);
  private final AtomicLong nanos = new AtomicLong();
  private final Revalidation revalidation =
      new Revalidation(db.jdbi(), replica.validator, replica.executor, timer, settings, nanos::get);

  @AfterEach
  void end() {
    timer.shutdownNow();
    replica.close();
  }

  /** Else all requests for that backend would wait for it in vain from then on. */
  @Test
  void nobodyJoinsWhatASuspendedServerDropped() {
    CasBackend backend = cluster.backend("h/watched");
    cluster.claimedElsewhere(backend, Duration.ofHours(1));
    timer.suspend();
    CompletableFuture<Optional<Sighting>> dropped = revalidation.ensureFresh(backend.id());
    await().until(() -> timer.passedOver() == 1);
    timer.resume();
    cluster.claimedElsewhere(backend, Duration.ZERO);
    assertThat(revalidation.ensureFresh(backend.id())).isSameAs(dropped).isNotDone();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(revalidation.ensureFresh(backend.id()))
        .succeedsWithin(Duration.ofMinutes(1))
        .satisfies(seen -> assertThat(seen.orElseThrow().ok()).isTrue());
    assertThat(cluster.provider.calls()).hasSize(1);
  }
}

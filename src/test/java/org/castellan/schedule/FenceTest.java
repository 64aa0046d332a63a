package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 2: the writes of a replaced holder are refused, however they race with the takeover. */
@OnEveryPostgres
class FenceTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String WRITE =
      "with "
          + Fence.SQL
          + "insert into inline_blob (key, content) select :key, '' where exists (select 1 from run)";

  private final Jdbi jdbi = DATABASE.jdbi();
  private final Ledger ledger = new PostgresLedger(jdbi);
  private final Turn turn;

  FenceTest() {
    jdbi.useHandle(handle -> handle.execute("truncate tick, tick_attempt, checker, inline_blob"));
    ledger.configure(
        new CheckerSettings("defaults", Duration.ofHours(24), Duration.ofHours(23), 1));
    turn = take("n1");
  }

  private Turn take(String node) {
    return ledger.take(ledger.shards("defaults", node).get(0), node, 1).orElseThrow();
  }

  private static int write(Handle handle, Fence fence, String key) {
    return handle.createUpdate(WRITE).bindMethods("fence", fence).bind("key", key).execute();
  }

  private void awaitBlockedSession() {
    await()
        .until(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(
                                """
                                select exists (select 1 from pg_stat_activity
                                 where datname = current_database() and wait_event_type = 'Lock')
                                """)
                            .mapTo(boolean.class)
                            .one()));
  }

  @Test
  void aTakeoverWaitsForAWriteThatHasPassedTheFence() {
    try (var holder = jdbi.open()) {
      holder.begin();
      assertThat(write(holder, turn.fence(), "before")).isEqualTo(1);
      var takeover = CompletableFuture.supplyAsync(() -> take("n2"));
      awaitBlockedSession();
      assertThat(takeover).isNotDone();
      holder.commit();
      assertThat(takeover.join().predecessor()).contains("n1");
      assertThat(write(holder, turn.fence(), "after")).isZero();
      assertThat(write(holder, takeover.join().fence(), "successor")).isEqualTo(1);
    }
  }

  @Test
  void aWriteThatMeetsATakeoverUnderWayIsRefusedWhenItCommits() {
    try (var successor = jdbi.open()) {
      successor.begin();
      assertThat(new Taking(successor, ledger.shards("defaults", "n2").get(0), "n2", 2).take())
          .isPresent();
      var late =
          CompletableFuture.supplyAsync(
              () -> jdbi.withHandle(handle -> write(handle, turn.fence(), "late")));
      awaitBlockedSession();
      successor.commit();
      assertThat(late.join()).isZero();
    }
  }

  @Test
  void aFinishedTickAdmitsNoWriteOfItsOwnEpochEither() {
    ledger.finish(turn.fence(), TickState.DONE, Counts.NONE, Optional.empty());
    assertThat(jdbi.<Integer, RuntimeException>withHandle(h -> write(h, turn.fence(), "late")))
        .isZero();
  }
}

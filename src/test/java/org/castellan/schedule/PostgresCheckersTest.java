package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What administrators see; what ledgers have in common is in {@link LedgerContract}. */
@OnEveryPostgres
class PostgresCheckersTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final List<String> poked = new ArrayList<>();
  private Jdbi jdbi;
  private LedgerInstance instance;
  private Checkers checkers;

  @BeforeEach
  void begin() throws SQLException {
    jdbi = Jdbi.create(PostgresClock.source(DATABASE).getConnection());
    instance = PostgresClock.freshLedger(jdbi);
    checkers = new PostgresCheckers(jdbi, poked::add);
    instance.ledger().configure(SimulatedCluster.SETTINGS);
    instance.clock().advance(Duration.ofMinutes(4));
  }

  private Turn take(int sessionPid) {
    var outlook = instance.ledger().shards("defaults", "n1").get(0);
    return instance.ledger().take(outlook, "n1", sessionPid).orElseThrow();
  }

  private CheckerStatus status() {
    return checkers.find("defaults").orElseThrow();
  }

  @Test
  void aCheckerThatNeverRanShowsItsSettingsAndItsNextTick() {
    assertThat(checkers.all())
        .containsExactly(
            new CheckerStatus(
                "defaults",
                Duration.ofMinutes(30),
                Duration.ofMinutes(25),
                false,
                Optional.empty(),
                SettableClock.NOON.plus(Duration.ofMinutes(30)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    assertThat(checkers.find("nothing")).isEmpty();
  }

  @Test
  void theHolderIsShownWhileItsSessionHoldsALock() throws SQLException {
    int pid;
    try (Connection session = DATABASE.dataSource().getConnection();
        var statement = session.createStatement()) {
      statement.execute("select pg_advisory_lock(42)");
      var result = statement.executeQuery("select pg_backend_pid()");
      result.next();
      pid = result.getInt(1);
      TestReplica.on(jdbi, "n1").round(Duration.ofSeconds(90));
      take(pid);
      instance.clock().advance(Duration.ofMinutes(1));
      assertThat(status().holder())
          .contains(
              new CheckerStatus.Holder(
                  "n1",
                  pid,
                  SettableClock.NOON.plus(Duration.ofMinutes(4)),
                  Duration.ofMinutes(24),
                  Optional.of(
                      new CheckerStatus.HeldLease(
                          Duration.ofSeconds(60), Duration.ofSeconds(60)))));
      statement.execute("select pg_advisory_unlock_all()");
      assertThat(status().holder()).isEmpty();
    }
  }

  @Test
  void theLastTickIsTheLastFinishedOne() {
    var first = take(1);
    instance
        .ledger()
        .finish(first.fence(), TickState.DONE, new Counts(5, 1, 2, 0), Optional.empty());
    instance.clock().advance(Duration.ofMinutes(30));
    var second = take(1);
    assertThat(status().last().orElseThrow().tick()).isEqualTo(first.fence().tick());
    assertThat(status().last().orElseThrow().counts()).isEqualTo(new Counts(5, 1, 2, 0));
    assertThat(status().current().orElseThrow().tick()).isEqualTo(second.fence().tick());
  }

  @Test
  void ticksArePagedByTheirInstants() {
    for (int n = 0; n < 5; n++) {
      instance.ledger().finish(take(1).fence(), TickState.DONE, Counts.NONE, Optional.empty());
      instance.clock().advance(Duration.ofMinutes(30));
    }
    var page = checkers.ticks("defaults", Optional.empty(), 2);
    var next = checkers.ticks("defaults", Optional.of(page.get(1).tick().instant()), 10);
    assertThat(page).hasSize(2);
    assertThat(next).hasSize(3).allMatch(tick -> tick.attempts().size() == 1);
  }

  @Test
  void thisReplicaIsToldOfWhatIsThereToDo() {
    checkers.runNow("defaults");
    checkers.runNow("defaults");
    assertThat(poked).containsExactly("defaults");
    checkers.pause("defaults", true);
    assertThat(status().paused()).isTrue();
    checkers.pause("defaults", false);
    assertThat(poked).containsExactly("defaults", "defaults");
  }
}

package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReplicasTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration WINDOW = Duration.ofSeconds(90);

  private Jdbi jdbi;
  private SettableClock clock;
  private Replicas first;
  private Replicas second;

  @BeforeEach
  void begin() throws SQLException {
    jdbi = Jdbi.create(PostgresClock.source(DATABASE).getConnection());
    clock = PostgresClock.freshLedger(jdbi).clock();
    first = new Replicas(jdbi, "n1", "10.0.0.1", "0.1.0");
    second = new Replicas(jdbi, "n2", "10.0.0.2", "0.1.0");
  }

  @Test
  void aReplicaIsSeenFromItsFirstBeatWithTheDatabasesTimes() {
    first.beat();
    clock.advance(Duration.ofSeconds(30));
    first.beat();
    assertThat(first.seenWithin(WINDOW))
        .containsExactly(
            new ReplicaNode(
                "n1", "10.0.0.1", "0.1.0", SettableClock.NOON, SettableClock.NOON.plusSeconds(30)));
  }

  @Test
  void aRestartedReplicaWithTheSameIdTellsItsNewStart() {
    first.beat();
    clock.advance(Duration.ofSeconds(30));
    new Replicas(jdbi, "n1", "10.0.0.9", "0.2.0").beat();
    assertThat(first.seenWithin(WINDOW).get(0).startedAt())
        .isEqualTo(SettableClock.NOON.plusSeconds(30));
  }

  /** Promise 8: whether there is a second replica to ask. */
  @Test
  void aPeerIsAnotherReplicaThatWasSeenLately() {
    first.beat();
    assertThat(first.hasPeers(WINDOW)).isFalse();
    second.beat();
    assertThat(first.hasPeers(WINDOW)).isTrue();
    clock.advance(WINDOW);
    assertThat(first.hasPeers(WINDOW)).isFalse();
  }

  @Test
  void aReplicaNotSeenForADayIsForgotten() {
    second.beat();
    clock.advance(Duration.ofHours(25));
    first.beat();
    assertThat(first.seenWithin(Duration.ofDays(30)))
        .extracting(ReplicaNode::id)
        .containsExactly("n1");
  }
}

package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.castellan.cluster.StatementLog.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a replica asks of PostgreSQL, with the times of production, while there is nothing to do.
 */
@Tag("cluster")
@Tag("long")
class IdleReplicaIT {

  /** Two polls, so that whatever comes with each comes twice. */
  private static final Duration WATCHED = Duration.ofSeconds(60);

  /** Half a poll after the start of its rounds: the edges lie where nothing is expected. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private static final Duration BETWEEN_STATEMENTS = Duration.ofSeconds(5);

  private static final Cluster.Setup PRODUCTION =
      new Cluster.Setup() {
        @Override
        public Map<String, String> times() {
          return Map.of("CASTELLAN_CHECKER_INITIAL_DELAY", "PT0S");
        }
      };

  @Test
  void asksOneStatementInFiveSecondsAtMost() {
    try (Cluster cluster = Cluster.ofJvmsThatWait(1, PRODUCTION)) {
      cluster.awaitReady(cluster.members().get(0));
      var log = new StatementLog(cluster.postgres());
      List<Statement> seen = watch(cluster, log);
      Numbers.idle(WATCHED, seen.size());
      assertThat(seen).hasSizeBetween(1, (int) WATCHED.dividedBy(BETWEEN_STATEMENTS));
    }
  }

  /** Once more where a tick came in between. */
  private static List<Statement> watch(Cluster cluster, StatementLog log) {
    await("each checker is done")
        .atMost(Duration.ofMinutes(1))
        .until(() -> cluster.database().hasDoneEachChecker());
    long done = cluster.database().doneSince(Instant.EPOCH);
    List<Statement> seen = watchOnce(cluster, log);
    return cluster.database().doneSince(Instant.EPOCH) == done ? seen : watchOnce(cluster, log);
  }

  private static List<Statement> watchOnce(Cluster cluster, StatementLog log) {
    Instant from = cluster.database().now().plus(MARGIN);
    Instant until = from.plus(WATCHED);
    await("the time to be watched is over")
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofMinutes(2))
        .until(() -> cluster.database().now().isAfter(until));
    return log.between(from, until);
  }
}

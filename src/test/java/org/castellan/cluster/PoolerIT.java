package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Moment.validated;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.castellan.testkit.PgBouncer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 2 through the pooler that many put before PostgreSQL. */
@Tag("cluster")
class PoolerIT {

  private final Deque<PgBouncer> bouncers = new ArrayDeque<>();

  @AfterEach
  void end() {
    bouncers.forEach(PgBouncer::close);
  }

  @Test
  void sessionModeWorks(@TempDir Path directory) {
    try (Cluster cluster = Cluster.ofJvms(2, through("session", directory))) {
      History history =
          cluster.scenario("PgBouncer").when(validated(4)).fault(Fault.kill9()).check();
      assertThat(history.handedOver()).isTrue();
    }
  }

  @Test
  void transactionModeIsRefusedWithASentence(@TempDir Path directory) {
    try (Cluster cluster = Cluster.ofJvmsThatWait(1, through("transaction", directory))) {
      cluster.members().get(0).awaitSaying("pool_mode = session");
    }
  }

  private Cluster.Setup through(String mode, Path directory) {
    return new Cluster.Setup() {
      @Override
      public int databasePort(int port) {
        bouncers.add(new PgBouncer(port, "castellan", mode, directory));
        return bouncers.getLast().port();
      }
    };
  }
}

package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.castellan.backend.CasBackend;
import org.castellan.testkit.BenchTable;
import org.castellan.testkit.SmallPool;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 5, in numbers: many requests meet one stale backend on two replicas. */
@Tag("bench")
class GateBench {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int REQUESTS = 500;

  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void fiveHundredRequestsMeetOneStaleBackend() throws Exception {
    ExecutorService requests = Executors.newFixedThreadPool(REQUESTS);
    try (var poolA = new SmallPool(db.dataSource(), 20);
        var poolB = new SmallPool(db.dataSource(), 20)) {
      Cluster cluster = new Cluster(Jdbi.create(poolA));
      CasBackend stale = cluster.backend("slow/stale");
      CasBackend other = cluster.backend("fast/other");
      cluster.provider.behave(
          "slow/stale",
          (credentials, deadline) -> {
            called.countDown();
            answer.await();
            return FakeProvider.healthy();
          });
      try (var a = new Replica(cluster, cluster.jdbi, "a", ValidationSettings.DEFAULTS);
          var b = new Replica(cluster, Jdbi.create(poolB), "b", ValidationSettings.DEFAULTS)) {
        List<Future<GateDecision>> decisions = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
          Gate gate = (i % 2 == 0 ? a : b).gate;
          decisions.add(requests.submit(() -> gate.decide(stale.organizationId())));
        }
        called.await();
        long begun = System.nanoTime();
        GateDecision elsewhere = b.gate.decide(other.organizationId());
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        answer.countDown();
        for (Future<GateDecision> decision : decisions) {
          assertThat(decision.get(30, TimeUnit.SECONDS)).isInstanceOf(GateDecision.Use.class);
        }
        assertThat(elsewhere).isInstanceOf(GateDecision.Use.class);
        report(cluster.provider.calls("slow/stale"), taken);
      }
    } finally {
      requests.shutdownNow();
    }
  }

  private static void report(long calls, Duration other) throws Exception {
    var table =
        new BenchTable(
            "500 requests meet one stale backend on two replicas",
            "provider calls",
            "another organization's decision meanwhile, its own validation included");
    table.row(calls, other.toMillis() + " ms");
    table.write("gate.md");
    assertThat(calls).isEqualTo(1);
    assertThat(other).isLessThan(Duration.ofSeconds(1));
  }
}

package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.lock.InMemoryLock;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Threads instead of simulated time: what the real database makes of real concurrency. */
@OnEveryPostgres
class TickRaceTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int REPLICAS = 6;

  private final ExecutorService threads = Executors.newFixedThreadPool(REPLICAS);
  private final LedgerInstance instance =
      PostgresClock.freshLedger(Jdbi.create(PostgresClock.source(DATABASE)));

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private <T> List<T> together(List<Callable<T>> calls) throws Exception {
    var results = new ArrayList<T>();
    for (Future<T> future : threads.invokeAll(calls)) {
      results.add(future.get());
    }
    return results;
  }

  private List<CheckerLoop> loops(Job job) {
    var lock = new InMemoryLock();
    var loops = new ArrayList<CheckerLoop>();
    for (int n = 0; n < REPLICAS; n++) {
      var around =
          new Surroundings(
              "n" + n,
              instance.ledger(),
              lock,
              () -> true,
              CheckerListener.NONE,
              instance.clock(),
              instance.clock()::nanos);
      var pace = new Pace(Duration.ZERO, SimulatedCluster.POLL);
      loops.add(new CheckerLoop(SimulatedCluster.SETTINGS, job, pace, around));
    }
    return loops;
  }

  /** Promise 1: all replicas at the very same instant. */
  @Test
  void ofReplicasThatLookAtOnceExactlyOneWinsEachTick() throws Exception {
    var runs = new AtomicInteger();
    var loops =
        loops(
            run -> {
              runs.incrementAndGet();
              return new Job.Result.Finished(Counts.NONE);
            });
    loops.get(0).configure();
    for (int tick = 1; tick <= 5; tick++) {
      List<Callable<Duration>> looks = new ArrayList<>();
      loops.forEach(loop -> looks.add(loop::poll));
      together(looks);
      assertThat(runs).hasValue(tick);
      instance.clock().advance(SimulatedCluster.SETTINGS.interval());
    }
    assertThat(instance.checkers().ticks("defaults", Optional.empty(), 10))
        .hasSize(5)
        .allMatch(tick -> SimulatedCluster.wins(tick) == 1 && tick.state() == TickState.DONE);
  }

  @Test
  void ofRequestsAtOnceOneIsGranted() throws Exception {
    instance.ledger().configure(SimulatedCluster.SETTINGS);
    instance.clock().advance(Duration.ofMinutes(1));
    List<Callable<Optional<Tick>>> requests = new ArrayList<>();
    for (int n = 0; n < REPLICAS; n++) {
      requests.add(() -> instance.checkers().runNow("defaults"));
    }
    assertThat(together(requests)).filteredOn(Optional::isPresent).hasSize(1);
  }
}

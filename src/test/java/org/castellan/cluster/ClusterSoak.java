package org.castellan.cluster;

import static org.castellan.cluster.Moment.validated;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn -Psoak [-Dsoak.minutes=10] [-Dsoak.seed=…]}: the cluster cases at random, one after
 * the other in one cluster. The seed is told first, so that a failure can be played again.
 */
@Tag("soak")
class ClusterSoak {

  private final Duration time = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
  private final long seed = Long.getLong("soak.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void faultAfterFaultChangesNoPromise() {
    System.out.printf("soak: -Dsoak.seed=%d, %s%n", seed, time);
    Instant end = Instant.now().plus(time);
    try (Cluster cluster = Cluster.ofJvms(3)) {
      for (int number = 1; Instant.now().isBefore(end); number++) {
        play(cluster, number);
      }
    }
  }

  private void play(Cluster cluster, int number) {
    List<Fault> faults = Fault.all();
    Fault fault = faults.get(random.nextInt(faults.size()));
    int backends = random.nextInt(10, 25);
    int hosts = random.nextInt(1, 5);
    int done = random.nextInt(1, backends - 8); // So that there is something left to break.
    System.out.printf(
        "soak %d: %s, %d of %d backends on %d hosts done%n",
        number, fault.name(), done, backends, hosts);
    cluster
        .scenario("soak")
        .backends(backends)
        .hosts(hosts)
        .answeringIn(Duration.ofMillis(random.nextInt(20, 300)))
        .when(validated(done))
        .fault(fault)
        .check();
  }
}

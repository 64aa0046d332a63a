package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.castellan.cluster.History.Strike;

/** Ticks that the clock brings, a few seconds apart, for cases over several of them. */
final class NaturalTicks {

  static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration CAP = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Cluster cluster;
  private final List<Strike> strikes = new ArrayList<>();
  private final List<String> scope;

  /** Over so many backends that were last validated long ago. */
  NaturalTicks(Cluster cluster, int backends) {
    this.cluster = cluster;
    cluster.makeWhole();
    scope = cluster.tenants().replace(backends, 2);
    cluster.database().age();
    cluster.database().tickEvery(INTERVAL, CAP);
    forgetTheFirst();
  }

  /** It may have begun late in its time, and so have been cut off. */
  private void forgetTheFirst() {
    awaitDone(1);
    cluster.members().forEach(member -> member.doors().forgetCalls());
    cluster.database().begin();
  }

  /** Waits until so many more ticks are done. */
  void awaitDone(int ticks) {
    Instant since = Instant.now();
    await(ticks + " ticks")
        .atMost(PATIENCE)
        .until(() -> cluster.database().doneSince(since) >= ticks);
  }

  /** Lets so many ticks' time pass, in which nothing can be waited for. */
  void letPass(int ticks) {
    Instant end = Instant.now().plus(INTERVAL.multipliedBy(ticks));
    await("time passes").atMost(PATIENCE).until(() -> Instant.now().isAfter(end));
  }

  /** No ticks any more; what happened is judged. */
  History check() {
    cluster.database().tickWhenAsked();
    await("nothing is left")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(cluster.database().leftovers()).isEmpty());
    History history = cluster.database().history(scope, cluster.calls(), strikes);
    Invariants.check(history);
    return history;
  }
}

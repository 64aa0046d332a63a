package org.castellan.comparison;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.core.ConditionFactory;
import org.castellan.comparison.Witness.Deed;
import org.castellan.comparison.Witness.Testimony;
import org.castellan.testkit.ChildProcess;
import org.jdbi.v3.core.Jdbi;

/** Two replicas as processes, of which the one in the middle of the job is struck by a fault. */
final class Handover {

  /**
   * What was seen of it; the last two only of a replica that was frozen and continued.
   *
   * @param took from the fault to the beginning of the other replica's run
   * @param resumption what that run is
   * @param writes of the first replica after it was continued
   * @param stopped whether it has stopped the job then
   */
  record Outcome(Duration took, Resumption resumption, int writes, boolean stopped) {}

  /** What the other replica runs. */
  enum Resumption {
    AS_IT_WAS_DUE("the same run"),
    DUE_ANEW("the same run, as if due only now"),
    NEXT("the next run");

    private final String label;

    Resumption(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private static final String HOLDER = "holder";
  private static final String SUCCESSOR = "successor";
  private static final int STEPS = 2;
  private static final int WRITES_SEEN = 5;

  private final Contestant contestant;
  private final Times times;
  private final String url;
  private final Instant first = Instant.now();
  private final Witness witness;

  Handover(Contestant contestant, Times times, String url) {
    this.contestant = contestant;
    this.times = times;
    this.url = url;
    this.witness = new Witness(Jdbi.create(new Sessions(url)), contestant.name());
  }

  Outcome killed() throws IOException {
    try (Pair pair = start()) {
      Instant fault = witness.now();
      pair.holder().kill();
      return outcome(fault, 0, false);
    }
  }

  Outcome frozen() throws IOException, InterruptedException {
    try (Pair pair = start()) {
      Instant fault = witness.now();
      pair.holder().freeze();
      begun(SUCCESSOR);
      int before = witness.count(HOLDER, Deed.WRITTEN);
      pair.holder().thaw();
      soon().until(() -> stopped() || witness.count(HOLDER, Deed.WRITTEN) >= before + WRITES_SEEN);
      return outcome(fault, witness.count(HOLDER, Deed.WRITTEN) - before, stopped());
    }
  }

  private Outcome outcome(Instant fault, int writes, boolean stopped) {
    Testimony cut = begun(HOLDER);
    Testimony next = begun(SUCCESSOR);
    var took = Duration.between(fault, next.at());
    return new Outcome(took, resumption(cut, next), writes, stopped);
  }

  private Resumption resumption(Testimony cut, Testimony next) {
    if (next.due().equals(cut.due())) {
      return Resumption.AS_IT_WAS_DUE;
    }
    boolean early = next.due().isBefore(cut.due().plus(times.interval()));
    return early ? Resumption.DUE_ANEW : Resumption.NEXT;
  }

  private boolean stopped() {
    return witness.count(HOLDER, Deed.STOPPED) > 0;
  }

  /** Returns when the other one would take over, and the holder is within a step. */
  private Pair start() throws IOException {
    ChildProcess holder = start(HOLDER);
    begun(HOLDER);
    var pair = new Pair(holder, start(SUCCESSOR));
    soon().until(() -> witness.count(SUCCESSOR, Deed.READY) > 0);
    int before = witness.count(HOLDER, Deed.PERMITTED);
    soon().until(() -> witness.count(HOLDER, Deed.PERMITTED) >= before + STEPS);
    return pair;
  }

  private record Pair(ChildProcess holder, ChildProcess successor) implements AutoCloseable {

    @Override
    public void close() {
      holder.close();
      successor.close();
    }
  }

  private Testimony begun(String node) {
    soon().until(() -> witness.count(node, Deed.BEGUN) > 0);
    return witness.first(node, Deed.BEGUN).orElseThrow();
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(60));
  }

  private ChildProcess start(String node) throws IOException {
    return ChildProcess.run(
        ReplicaProcess.class,
        contestant.name(),
        url,
        node,
        Long.toString(first.toEpochMilli()),
        Long.toString(times.interval().toMillis()),
        Long.toString(times.silence().toMillis()),
        Long.toString(times.poll().toMillis()));
  }
}

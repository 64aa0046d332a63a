package org.castellan.comparison;

import java.time.Duration;
import java.time.Instant;
import org.castellan.comparison.Witness.Deed;
import org.jdbi.v3.core.Jdbi;

/** A replica in a process of its own, with a {@link LongJob}. */
public final class ReplicaProcess {

  private ReplicaProcess() {}

  /**
   * {@code args}: the contestant, the database's URL, the replica's name, when the job is due
   * first, its interval, the silence and the poll; times in milliseconds.
   */
  public static void main(String[] args) throws InterruptedException {
    var contestant = Contestant.valueOf(args[0]);
    String node = args[2];
    Instant first = Instant.ofEpochMilli(Long.parseLong(args[3]));
    var times = new Times(millis(args[4]), millis(args[5]), millis(args[6]));
    var witness = new Witness(Jdbi.create(new Sessions(args[1])), contestant.name());
    var job = new LongJob(node, witness);
    var setup = new Setup(node, contestant.name(), args[1], times, first, Duration.ZERO, job);
    contestant.replica(setup).start();
    witness.tell(node, Deed.READY, first);
    Thread.currentThread().join();
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }
}

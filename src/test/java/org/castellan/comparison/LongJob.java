package org.castellan.comparison;

import java.time.Duration;
import org.castellan.comparison.Witness.Deed;

/**
 * A job of a minute in steps. Each asks its scheduler whether it may go on, waits as for somebody
 * else's answer, and writes what it learned.
 */
record LongJob(String node, Witness witness) implements Work {

  private static final Duration LENGTH = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofMillis(500);

  @Override
  public void run(Occurrence run) {
    witness.tell(node, Deed.BEGUN, run.due());
    long end = System.nanoTime() + LENGTH.toNanos();
    while (System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()
        && run.permitted().getAsBoolean()) {
      witness.tell(node, Deed.PERMITTED, run.due());
      awaitAnswer();
      write(run);
    }
    witness.tell(node, Deed.STOPPED, run.due());
  }

  /** An answer that had been under way is written all the same, after an interruption too. */
  private static void awaitAnswer() {
    try {
      Thread.sleep(ANSWER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Occurrence run) {
    run.fence()
        .ifPresentOrElse(
            fence -> witness.tell(node, Deed.WRITTEN, run.due(), fence),
            () -> witness.tell(node, Deed.WRITTEN, run.due()));
  }
}

package org.castellan.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What is wrong with a proxy now, and where its pumps wait until that changes. */
final class ProxyFault {

  enum Kind {
    PASS,
    DELAY,
    LATENCY,
    DRIP,
    DAMAGE,
    STALL,
    HALF_OPEN,
    CUT
  }

  private static final Set<Kind> SLOW = EnumSet.of(Kind.DELAY, Kind.LATENCY, Kind.DRIP);

  private Kind kind = Kind.PASS;
  private Duration pause = Duration.ZERO;

  synchronized void set(Kind newKind, Duration newPause) {
    kind = newKind;
    pause = newPause;
    notifyAll();
  }

  synchronized Kind kind() {
    return kind;
  }

  /** Returns when bytes may go to the target. */
  synchronized void awaitRequestsPass() throws InterruptedException, IOException {
    while (kind == Kind.HALF_OPEN) {
      wait();
    }
    requireNotCut();
  }

  /**
   * Returns when bytes may go to the client.
   *
   * @param begins whether they are an answer's first
   */
  synchronized void awaitAnswersPass(boolean begins) throws InterruptedException, IOException {
    if (kind != Kind.LATENCY || begins) {
      pauseOnce();
    }
    while (kind == Kind.HALF_OPEN || kind == Kind.STALL) {
      wait();
    }
    requireNotCut();
  }

  /** What was held back must not slip through at the moment of the cut. */
  private void requireNotCut() throws IOException {
    if (kind == Kind.CUT) {
      throw new IOException("cut");
    }
  }

  private void pauseOnce() throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      if (!SLOW.contains(kind)) {
        return;
      }
      wait(left);
    }
  }
}

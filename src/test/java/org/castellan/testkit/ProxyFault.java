package org.castellan.testkit;

import java.io.IOException;
import java.time.Duration;

/** What is wrong with a proxy now, and where its pumps wait until that changes. */
final class ProxyFault {

  enum Kind {
    PASS,
    DELAY,
    DRIP,
    STALL,
    HALF_OPEN,
    CUT
  }

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

  /** Returns when bytes may go to the client. */
  synchronized void awaitAnswersPass() throws InterruptedException, IOException {
    pauseOnce();
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
      if (kind != Kind.DELAY && kind != Kind.DRIP) {
        return;
      }
      wait(left);
    }
  }
}

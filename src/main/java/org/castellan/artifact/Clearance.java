package org.castellan.artifact;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Run;

/**
 * One tick's removals: some backends at a time, of each its objects one after the other until one
 * cannot be removed, so that no broken backend holds up another. Thread-safe.
 */
final class Clearance {

  private static final int PARALLEL = 8;

  private final Run run;
  private final RemovalQueue queue;
  private final Remover remover;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  Clearance(Run run, RemovalQueue queue, Remover remover) {
    this.run = run;
    this.queue = queue;
    this.remover = remover;
    done.set(run.before().done() - run.before().failed());
    failed.set(run.before().failed());
  }

  /** Returns when nothing more can be done now, or soon after the run must stop. */
  void run(ExecutorService executor) throws InterruptedException {
    Queue<UUID> backends = new ConcurrentLinkedQueue<>(queue.backendsDue());
    Crew.work(executor, Math.min(PARALLEL, backends.size()), () -> work(backends));
  }

  Counts counts() {
    return new Counts(done.get() + failed.get(), failed.get(), 0, queue.count());
  }

  private void work(Queue<UUID> backends) {
    UUID backend = backends.poll();
    while (backend != null && !run.mustStop()) {
      clear(backend);
      run.progress(counts());
      backend = backends.poll();
    }
  }

  private void clear(UUID backend) {
    List<Copy> due = queue.due(backend);
    while (!due.isEmpty()) {
      for (Copy copy : due) {
        if (run.mustStop() || !removed(copy)) {
          return;
        }
      }
      due = queue.due(backend);
    }
  }

  /** Whether to go on with its backend. */
  private boolean removed(Copy copy) {
    Remover.Outcome outcome = remover.remove(copy);
    if (outcome == Remover.Outcome.SETTLED) {
      done.incrementAndGet();
    } else if (outcome == Remover.Outcome.FAILED) {
      failed.incrementAndGet();
    }
    return outcome != Remover.Outcome.FAILED;
  }
}

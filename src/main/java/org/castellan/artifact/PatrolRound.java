package org.castellan.artifact;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.castellan.schedule.Run;

/** What one run of the patrol does with its copies. Thread-safe. */
final class PatrolRound {

  private static final System.Logger LOG = System.getLogger(PatrolRound.class.getName());

  private final Run run;
  private final Inspector inspector;
  private final PatrolRecord written;
  private final Repair repair;
  private final PatrolListener listener;
  private final PatrolTally tally;
  private final Misgivings misgivings;
  private final Setbacks setbacks = new Setbacks();

  PatrolRound(
      Run run,
      Inspector inspector,
      PatrolRecord written,
      Repair repair,
      PatrolListener listener,
      PatrolTally tally) {
    this.run = run;
    this.inspector = inspector;
    this.written = written;
    this.repair = repair;
    this.listener = listener;
    this.tally = tally;
    this.misgivings = new Misgivings(this::canBeTrusted);
  }

  /** Looks at all of them, or at as many as it can. */
  void walk(List<DueCopy> copies, PatrolSettings settings, ExecutorService executor)
      throws InterruptedException {
    var turns = new HostTurns(copies, settings.perHost());
    int size = Math.min(settings.parallelism(), copies.size());
    Crew.work(executor, Math.max(1, size), () -> work(turns));
  }

  private void work(HostTurns turns) throws InterruptedException {
    Optional<DueCopy> next = turns.next(this::mustStop);
    while (next.isPresent() && !mustStop()) {
      DueCopy due = next.get();
      try {
        visit(due, turns);
      } finally {
        turns.ended(due);
      }
      run.progress(tally.counts());
      next = turns.next(this::mustStop);
    }
  }

  private void visit(DueCopy due, HostTurns turns) {
    Finding finding = inspector.inspect(due.copy(), this::mustStop);
    if (finding instanceof Finding.Sound sound) {
      setbacks.read(due.copy().backendId());
      sound(due, sound.version());
    } else if (finding instanceof Finding.Damaged damaged) {
      setbacks.read(due.copy().backendId());
      damaged(new Misgivings.Suspect(due, damaged.damage()));
    } else if (finding instanceof Finding.Unread unread) {
      unread(due.copy(), unread, turns);
    }
  }

  private void sound(DueCopy due, String version) {
    if (written.sound(run.fence(), due, version)) {
      tally.sound();
    }
    misgivings.sound().forEach(this::condemn);
  }

  private void damaged(Misgivings.Suspect suspect) {
    if (suspect.due().copy().damage().isPresent()) {
      condemn(suspect);
    } else {
      misgivings.damaged(suspect).forEach(this::condemn);
    }
  }

  private void condemn(Misgivings.Suspect suspect) {
    if (written.damaged(run.fence(), suspect.due(), suspect.damage())) {
      tally.damaged();
      Copy copy = suspect.due().copy().place();
      repair.repair(copy, run.fence(), this::mustStop).ifPresent(listener::repaired);
    }
  }

  private void unread(Artifact copy, Finding.Unread unread, HostTurns turns) {
    tally.skipped();
    LOG.log(DEBUG, () -> "backend %s: a copy was not read, %s".formatted(copy.backendId(), unread));
    if (setbacks.failed(copy.backendId(), unread.why())) {
      turns.giveUp(copy.backendId());
    }
  }

  /** Why another replica shall look at what is left; empty when this one trusts what it found. */
  Optional<String> doubt() {
    misgivings.release().forEach(this::condemn);
    return misgivings.reason();
  }

  private boolean mustStop() {
    return run.mustStop() || misgivings.enough();
  }

  private boolean canBeTrusted() {
    return !run.hasPeers() || run.declinedBy().stream().anyMatch(node -> !node.equals(run.node()));
  }
}

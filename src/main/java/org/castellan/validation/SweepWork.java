package org.castellan.validation;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.Optional;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.ScopedBackend;
import org.castellan.schedule.Run;

/** What one run of a sweep does with each of its backends. Thread-safe. */
final class SweepWork implements Dispatcher.Work {

  private static final System.Logger LOG = System.getLogger(SweepWork.class.getName());

  /** How often a backend that another trigger is validating is looked at. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Run run;
  private final Validator validator;
  private final Tally tally;
  private final Doubt doubt;
  private volatile boolean stopped;

  SweepWork(Run run, Validator validator, Tally tally, Doubt doubt) {
    this.run = run;
    this.validator = validator;
    this.tally = tally;
    this.doubt = doubt;
  }

  @Override
  public Optional<Duration> on(ScopedBackend backend) {
    Claims.Result result =
        validator.claims().take(backend.id(), Trigger.TICK, new Due.InTick(run.fence()));
    if (result instanceof Claims.Result.Busy) {
      return Optional.of(LOOK_AGAIN);
    }
    if (result instanceof Claims.Result.Taken taken) {
      validate(taken.claim());
    } else if (result instanceof Claims.Result.RunOver) {
      stop();
    } else {
      tally.skipped();
    }
    run.progress(tally.counts());
    return Optional.empty();
  }

  private void validate(Claim claim) {
    Finding finding = validator.examine(claim);
    boolean interrupted = Thread.interrupted();
    if (finding.broken() && (interrupted || mustStop())) {
      // It may be broken only because the call was cut short.
      validator.claims().release(claim);
      return;
    }
    if (new Examined(claim, finding).suspicious() && !canBeTrusted()) {
      validator.claims().release(claim);
      declineSoon();
    } else {
      record(claim, finding);
    }
    if (!finding.network()) {
      doubt.answered();
    }
  }

  /** The sooner it gives the tick away, the more of its time is left for the next replica. */
  private void declineSoon() {
    if (doubt.unreached()) {
      stop();
    }
  }

  private void record(Claim claim, Finding finding) {
    Optional<BackendStatus> status = validator.recorder().record(claim, finding);
    if (status.isPresent()) {
      tally.recorded(finding.broken());
    } else {
      // Another trigger knows better, or the run is over: the next claim tells which.
      tally.skipped();
    }
  }

  /** Why another replica shall look at what is left; empty when this one trusts what it found. */
  Optional<String> doubt() {
    Optional<String> reason = doubt.reason();
    reason.ifPresent(
        words -> LOG.log(INFO, () -> "node %s, %s: %s".formatted(run.node(), run.fence(), words)));
    return reason;
  }

  /** Somebody else saw the same, or there is nobody else to look. */
  private boolean canBeTrusted() {
    return !run.hasPeers() || run.declinedBy().stream().anyMatch(node -> !node.equals(run.node()));
  }

  @Override
  public void stands(int queued, int slow) {
    validator.activity().swept(this, queued, slow);
  }

  @Override
  public boolean mustStop() {
    return stopped || run.mustStop();
  }

  @Override
  public void stop() {
    stopped = true;
  }
}

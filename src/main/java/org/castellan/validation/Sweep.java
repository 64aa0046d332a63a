package org.castellan.validation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.castellan.backend.Backends;
import org.castellan.backend.Portion;
import org.castellan.backend.Scope;
import org.castellan.backend.ScopedBackend;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.schedule.Run;
import org.castellan.schedule.Shard;

/**
 * The job of a checker: validates what nobody has validated since the tick's instant, longest ago
 * first, of the scope or of the shard that the tick is about. Of its counts, {@code failed} are
 * those among the {@code done} that were found broken. Of the scope {@code all}, which is swept
 * least often, leftovers of probes are removed afterwards.
 */
public final class Sweep implements Job {

  private final Scope scope;
  private final Backends backends;
  private final Validator validator;
  private final ExecutorService executor;
  private final ValidationSettings settings;

  /**
   * @param executor with {@link ValidationSettings#parallelism} and {@link
   *     ValidationSettings#slowLane} threads together; with fewer, slow backends delay others
   */
  public Sweep(
      Scope scope,
      Backends backends,
      Validator validator,
      ExecutorService executor,
      ValidationSettings settings) {
    this.scope = scope;
    this.backends = backends;
    this.validator = validator;
    this.executor = executor;
    this.settings = settings;
  }

  @Override
  public Result run(Run run) {
    Shard shard = run.tick().shard();
    Portion portion = new Portion(shard.number(), shard.count());
    List<ScopedBackend> due = backends.inScope(scope, portion, run.tick().instant());
    Tally tally = Tally.resume(validator.history().of(run.tick()), run.before(), due.size());
    run.progress(tally.counts());
    SweepWork work =
        new SweepWork(run, validator, tally, new Doubt(settings.timeout(), System::nanoTime));
    new Dispatcher(due, settings, executor, work).run();
    Optional<String> doubt = work.doubt();
    if (scope == Scope.ALL && doubt.isEmpty() && !work.mustStop()) {
      new Reaping(run, backends, portion, validator.prober()).run(settings, executor);
    }
    Counts counts = tally.counts();
    return doubt
        .<Result>map(reason -> new Result.Declined(counts, reason))
        .orElseGet(
            () ->
                counts.remaining() > 0
                    ? new Result.Unfinished(counts)
                    : new Result.Finished(counts));
  }
}

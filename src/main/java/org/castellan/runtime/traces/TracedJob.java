package org.castellan.runtime.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.schedule.Run;

/** A job with a span for each turn that this replica has at a tick; a trace begins with it. */
public record TracedJob(Job job, Tracer tracer) implements Job {

  @Override
  public Result run(Run run) throws InterruptedException {
    try (Step step = begin(run)) {
      try {
        return told(step, job.run(run));
      } catch (InterruptedException | RuntimeException e) {
        step.failed(e.getClass().getName());
        throw e;
      }
    }
  }

  private Step begin(Run run) {
    return Step.begin(
        tracer
            .spanBuilder("tick " + run.tick().shard().scope())
            .setNoParent()
            .setAttribute("castellan.scope", run.tick().scope())
            .setAttribute("castellan.tick", run.tick().instant().toString())
            .setAttribute("castellan.epoch", run.fence().epoch())
            .setAttribute("castellan.node", run.node()));
  }

  private static Result told(Step step, Result result) {
    if (result instanceof Result.Declined) {
      step.failed("DECLINED");
    } else if (result instanceof Result.Unfinished) {
      step.failed("UNFINISHED");
    }
    counts(step.span(), result.counts());
    return result;
  }

  private static void counts(Span span, Counts counts) {
    span.setAttribute("castellan.done", counts.done());
    span.setAttribute("castellan.failed", counts.failed());
    span.setAttribute("castellan.remaining", counts.remaining());
  }
}

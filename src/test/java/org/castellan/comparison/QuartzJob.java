package org.castellan.comparison;

import java.time.Instant;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;

/** The job as Quartz calls it, and calls again on another instance when the first one fails. */
@DisallowConcurrentExecution
final class QuartzJob implements Job {

  private final Work work;

  QuartzJob(Work work) {
    this.work = work;
  }

  @Override
  public void execute(JobExecutionContext context) {
    work.run(Occurrence.untold(due(context)));
  }

  private static Instant due(JobExecutionContext context) {
    if (!context.isRecovering()) {
      return context.getScheduledFireTime().toInstant();
    }
    String of = Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS;
    return Instant.ofEpochMilli(Long.parseLong(context.getMergedJobDataMap().getString(of)));
  }
}

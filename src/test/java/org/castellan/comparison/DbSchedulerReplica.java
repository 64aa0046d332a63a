package org.castellan.comparison;

import com.github.kagkarlsson.scheduler.HeartbeatState;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A recurring task of db-scheduler, which another replica revives when its heartbeats fail. */
final class DbSchedulerReplica implements Replica {

  /** The fewest that it takes. */
  private static final int MISSED_HEARTBEATS = 4;

  private final Setup setup;
  private final Sessions sessions;
  private final Scheduler scheduler;

  DbSchedulerReplica(Setup setup) {
    this.setup = setup;
    this.sessions = new Sessions(setup.url());
    RecurringTask<Void> task =
        Tasks.recurring(setup.job(), new FixedInstants(setup.first(), setup.times().interval()))
            .execute((instance, context) -> work(context));
    this.scheduler =
        Scheduler.create(sessions)
            .startTasks(task)
            .schedulerName(new SchedulerName.Fixed(setup.node()))
            .pollingInterval(setup.times().poll())
            .heartbeatInterval(heartbeat(setup.times()))
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(Duration.ofSeconds(1))
            .threads(2)
            .build();
  }

  /** It looks for the dead at every second heartbeat. */
  private static Duration heartbeat(Times times) {
    return times.silence().dividedBy(MISSED_HEARTBEATS + 2);
  }

  static String settings(Times times) {
    return "heartbeat %s, %d missed, polling %s"
        .formatted(Times.seconds(heartbeat(times)), MISSED_HEARTBEATS, Times.seconds(times.poll()));
  }

  private void work(ExecutionContext context) {
    HeartbeatState heartbeats = context.getCurrentlyExecuting().getHeartbeatState();
    setup
        .work()
        .run(
            new Occurrence(
                context.getExecution().getExecutionTime(),
                () -> heartbeats.getFailedHeartbeats() == 0 && heartbeats.getFractionDead() < 1,
                Optional.empty()));
  }

  @Override
  public void start() {
    scheduler.start();
  }

  @Override
  public void close() {
    scheduler.stop();
    sessions.close();
  }

  private record FixedInstants(Instant first, Duration interval) implements Schedule {

    @Override
    public Instant getInitialExecutionTime(Instant now) {
      return first;
    }

    @Override
    public Instant getNextExecutionTime(ExecutionComplete complete) {
      Duration passed = Duration.between(first, complete.getTimeDone());
      return first.plus(interval.multipliedBy(passed.dividedBy(interval) + 1));
    }

    /** Else it would compare with what another replica has planned. */
    @Override
    public boolean isDeterministic() {
      return false;
    }
  }
}

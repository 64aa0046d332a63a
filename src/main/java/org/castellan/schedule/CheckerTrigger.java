package org.castellan.schedule;

import jakarta.enterprise.concurrent.LastExecution;
import jakarta.enterprise.concurrent.Trigger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task whose result, a {@link Duration}, says when to run it next. Where there is none,
 * because it failed, the poll interval is used. Without side effects and state, because servers ask
 * it twice.
 */
public final class CheckerTrigger implements Trigger {

  private final Pace pace;
  private final InstantSource clock;

  public CheckerTrigger(Pace pace, InstantSource clock) {
    this.pace = pace;
    this.clock = clock;
  }

  @Override
  public Date getNextRunTime(@Nullable LastExecution last, Date taskScheduledTime) {
    Duration delay = last == null ? pace.initialDelay() : asked(last);
    return Date.from(clock.instant().plus(delay));
  }

  private Duration asked(LastExecution last) {
    return last.getResult() instanceof Duration delay ? delay : pace.poll();
  }

  @Override
  public boolean skipRun(@Nullable LastExecution last, Date scheduledRunTime) {
    return false;
  }
}

package org.castellan.runtime.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.schedule.Shard;

/**
 * When the checkers run.
 *
 * @param shards into how many parts the scopes of backends are split
 * @param initialDelay from a replica's start to its first look
 * @param pollInterval between the looks of a replica at an unfinished tick
 * @param lease how long a holder that stopped answering keeps the lock
 */
public record ScheduleSettings(
    CheckerTimes defaults,
    CheckerTimes all,
    CheckerTimes artifacts,
    CheckerTimes patrol,
    CheckerTimes audit,
    int shards,
    Duration initialDelay,
    Duration pollInterval,
    Duration lease) {

  static ScheduleSettings read(Reading reading) {
    return new ScheduleSettings(
        CheckerTimes.read(
            reading,
            Variable.CHECKER_DEFAULTS_INTERVAL,
            Variable.CHECKER_DEFAULTS_MAX_TICK_DURATION,
            Duration.ofDays(7)),
        CheckerTimes.read(
            reading,
            Variable.CHECKER_ALL_INTERVAL,
            Variable.CHECKER_ALL_MAX_TICK_DURATION,
            Duration.ofDays(31)),
        CheckerTimes.read(
            reading,
            Variable.CHECKER_ARTIFACTS_INTERVAL,
            Variable.CHECKER_ARTIFACTS_MAX_TICK_DURATION,
            Duration.ofDays(7)),
        CheckerTimes.read(
            reading,
            Variable.CHECKER_PATROL_INTERVAL,
            Variable.CHECKER_PATROL_MAX_TICK_DURATION,
            Duration.ofDays(7)),
        CheckerTimes.read(
            reading,
            Variable.CHECKER_AUDIT_INTERVAL,
            Variable.CHECKER_AUDIT_MAX_TICK_DURATION,
            Duration.ofDays(7)),
        reading.integer(Variable.CHECKER_SHARDS, 1, Shard.MOST),
        reading.duration(Variable.CHECKER_INITIAL_DELAY, Duration.ZERO, Duration.ofHours(1)),
        reading.duration(
            Variable.CHECKER_POLL_INTERVAL, Duration.ofSeconds(1), Duration.ofMinutes(5)),
        reading.duration(Variable.LEASE_TTL, Duration.ofSeconds(3), Duration.ofMinutes(10)));
  }

  /** What works, but not as well as promised; a sentence each. */
  public List<String> cautions() {
    return Stream.of(
            caution(Variable.CHECKER_DEFAULTS_INTERVAL, defaults),
            caution(Variable.CHECKER_ALL_INTERVAL, all),
            caution(Variable.CHECKER_ARTIFACTS_INTERVAL, artifacts),
            caution(Variable.CHECKER_PATROL_INTERVAL, patrol),
            caution(Variable.CHECKER_AUDIT_INTERVAL, audit))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> caution(Variable variable, CheckerTimes times) {
    Duration handover = lease.plus(pollInterval);
    return times.interval().compareTo(handover) > 0
        ? Optional.empty()
        : Optional.of(
            ("%s (%s) is not longer than CASTELLAN_LEASE_TTL and CASTELLAN_CHECKER_POLL_INTERVAL"
                    + " together (%s): a frozen replica may not be replaced within the same tick.")
                .formatted(variable.environmentName(), times.interval(), handover));
  }
}

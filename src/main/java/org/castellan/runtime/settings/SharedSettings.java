package org.castellan.runtime.settings;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings that are to be the same on every replica, because what a replica does with them is
 * seen by the whole cluster. What a machine is or where it stands is not among them, and no secret.
 */
public final class SharedSettings {

  private SharedSettings() {}

  /** As they hold on this replica, by the names of their variables. */
  public static Map<String, String> of(Settings settings) {
    return values(settings).entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().environmentName(), each -> String.valueOf(each.getValue())));
  }

  private static Map<Variable, Object> values(Settings settings) {
    Map<Variable, Object> values = new EnumMap<>(Variable.class);
    schedule(values, settings.schedule());
    checks(values, settings.checks());
    patrol(values, settings.patrol());
    values.put(Variable.UPLOADS_PER_ORGANIZATION, settings.limits().uploads());
    values.put(Variable.MANUAL_VALIDATIONS_PER_ORGANIZATION, settings.limits().validations());
    values.put(Variable.MANUAL_VALIDATIONS_PER_MINUTE, settings.limits().validationsPerMinute());
    values.put(Variable.ENDPOINT_POLICY, settings.endpoints().policy());
    values.put(Variable.ALLOWED_ENDPOINTS, String.join(",", settings.endpoints().allowed()));
    values.put(Variable.EVENT_RETENTION, settings.observation().eventRetention());
    values.put(Variable.AUDIT_RETENTION, settings.audit().retention());
    return values;
  }

  private static void schedule(Map<Variable, Object> values, ScheduleSettings schedule) {
    values.put(Variable.CHECKER_DEFAULTS_INTERVAL, schedule.defaults().interval());
    values.put(Variable.CHECKER_DEFAULTS_MAX_TICK_DURATION, schedule.defaults().cap());
    values.put(Variable.CHECKER_ALL_INTERVAL, schedule.all().interval());
    values.put(Variable.CHECKER_ALL_MAX_TICK_DURATION, schedule.all().cap());
    values.put(Variable.CHECKER_ARTIFACTS_INTERVAL, schedule.artifacts().interval());
    values.put(Variable.CHECKER_ARTIFACTS_MAX_TICK_DURATION, schedule.artifacts().cap());
    values.put(Variable.CHECKER_PATROL_INTERVAL, schedule.patrol().interval());
    values.put(Variable.CHECKER_PATROL_MAX_TICK_DURATION, schedule.patrol().cap());
    values.put(Variable.CHECKER_AUDIT_INTERVAL, schedule.audit().interval());
    values.put(Variable.CHECKER_AUDIT_MAX_TICK_DURATION, schedule.audit().cap());
    values.put(Variable.CHECKER_SHARDS, schedule.shards());
    values.put(Variable.CHECKER_INITIAL_DELAY, schedule.initialDelay());
    values.put(Variable.CHECKER_POLL_INTERVAL, schedule.pollInterval());
    values.put(Variable.LEASE_TTL, schedule.lease());
  }

  private static void checks(Map<Variable, Object> values, CheckSettings checks) {
    values.put(Variable.VALIDATION_TIMEOUT, checks.timeout());
    values.put(Variable.VALIDATION_PARALLELISM, checks.parallelism());
    values.put(Variable.VALIDATION_PER_HOST, checks.perHost());
    values.put(Variable.REVALIDATION_WINDOW, checks.window());
    values.put(Variable.REVALIDATION_BACKOFF, checks.backoff());
  }

  private static void patrol(Map<Variable, Object> values, PatrolBounds patrol) {
    values.put(Variable.PATROL_PERIOD, patrol.period());
    values.put(Variable.PATROL_MAX_COPIES, patrol.maxCopies());
    values.put(Variable.PATROL_MAX_BYTES, patrol.maxBytes());
    values.put(Variable.PATROL_PARALLELISM, patrol.parallelism());
    values.put(Variable.PATROL_PER_HOST, patrol.perHost());
  }
}

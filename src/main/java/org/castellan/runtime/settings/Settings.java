package org.castellan.runtime.settings;

import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/** Everything that is configured, checked as a whole. Immutable; prints no secret. */
public record Settings(
    NodeSettings node,
    DatabaseSettings database,
    JndiNames jndi,
    SecretSettings secrets,
    ScheduleSettings schedule,
    CheckSettings checks,
    EndpointSettings endpoints) {

  /**
   * Reads every {@link Variable}.
   *
   * @throws SettingsException with a sentence for each problem
   */
  public static Settings read(Config config) {
    return read(variable -> config.getOptionalValue(variable.propertyName(), String.class));
  }

  /** The same from any source, by variable. */
  public static Settings read(Function<Variable, Optional<String>> source) {
    var reading = new Reading(source);
    ScheduleSettings schedule = ScheduleSettings.read(reading);
    var settings =
        new Settings(
            NodeSettings.read(reading),
            DatabaseSettings.read(reading),
            JndiNames.read(reading),
            SecretSettings.read(reading),
            schedule,
            CheckSettings.read(reading, schedule.defaults()),
            EndpointSettings.read(reading));
    reading.finish();
    return settings;
  }
}

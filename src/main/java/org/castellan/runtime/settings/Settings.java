package org.castellan.runtime.settings;

import java.util.List;
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

  /**
   * What may be reached by providers.
   *
   * @param allowed hosts and CIDRs that the policy would refuse
   */
  public record EndpointSettings(EndpointPolicy policy, List<String> allowed) {

    static EndpointSettings read(Reading reading) {
      return new EndpointSettings(
          reading.choice(Variable.ENDPOINT_POLICY, EndpointPolicy.class),
          reading.list(Variable.ALLOWED_ENDPOINTS));
    }
  }

  /** Which hosts a backend may have. */
  public enum EndpointPolicy {
    /** Those with public addresses, and what is listed. */
    PUBLIC
  }
}

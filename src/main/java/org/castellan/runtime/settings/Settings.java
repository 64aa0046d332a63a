package org.castellan.runtime.settings;

import java.util.Optional;
import java.util.function.Function;
import org.castellan.access.TrustedIssuer;
import org.castellan.webhook.Subscriber;
import org.eclipse.microprofile.config.Config;

/** Everything that is configured, checked as a whole. Immutable; prints no secret. */
public record Settings(
    NodeSettings node,
    DatabaseSettings database,
    JndiNames jndi,
    SecretSettings secrets,
    ScheduleSettings schedule,
    CheckSettings checks,
    SpoolSettings spool,
    PatrolBounds patrol,
    LimitSettings limits,
    EndpointSettings endpoints,
    Optional<TrustedIssuer> issuer,
    ObservationSettings observation,
    AuditSettings audit,
    Optional<Subscriber> webhook) {

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
    EndpointSettings endpoints = EndpointSettings.read(reading);
    var settings =
        new Settings(
            NodeSettings.read(reading),
            DatabaseSettings.read(reading),
            JndiNames.read(reading),
            SecretSettings.read(reading),
            schedule,
            CheckSettings.read(reading, schedule.defaults()),
            SpoolSettings.read(reading),
            PatrolBounds.read(reading, schedule.patrol()),
            LimitSettings.read(reading),
            endpoints,
            IssuerSettings.read(reading),
            ObservationSettings.read(reading),
            AuditSettings.read(reading),
            WebhookSettings.read(reading, endpoints));
    reading.finish();
    return settings;
  }
}

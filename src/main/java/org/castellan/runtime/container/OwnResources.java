package org.castellan.runtime.container;

import static org.castellan.runtime.settings.DatabaseSettings.MOST_CONNECTIONS;
import static org.castellan.runtime.settings.JndiNames.OWN_DATA_SOURCE;
import static org.castellan.runtime.settings.JndiNames.OWN_EXECUTOR;
import static org.castellan.runtime.settings.JndiNames.OWN_HEARTBEAT_EXECUTOR;
import static org.castellan.runtime.settings.JndiNames.OWN_LOCK_DATA_SOURCE;
import static org.castellan.runtime.settings.JndiNames.OWN_REQUEST_EXECUTOR;
import static org.castellan.runtime.settings.JndiNames.OWN_STREAM_EXECUTOR;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorDefinition;
import jakarta.inject.Singleton;
import org.castellan.web.stream.StreamLimits;

/**
 * The WAR's own DataSources and executors, so that it runs on any server without set-up. Sizes are
 * fixed maxima: what is configured are permits below them. The properties are Payara's names for
 * "throw away dead connections"; WildFly does so by itself and tolerates them. To find out costs a
 * round trip: a connection for the work is not asked more often than once a second.
 */
@DataSourceDefinition(
    name = OWN_DATA_SOURCE,
    className = "org.castellan.runtime.container.WorkXaDataSource",
    minPoolSize = 0,
    initialPoolSize = 0,
    maxPoolSize =
        MOST_CONNECTIONS + OwnResources.HEALTH_CONNECTIONS + OwnResources.CHECK_CONNECTIONS,
    maxIdleTime = 120,
    properties = {
      "note=work",
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname="
          + "org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
      "fish.payara.validate-atmost-once-period-in-seconds=1",
      "fish.payara.max-wait-time-in-millis=5000"
    })
@DataSourceDefinition(
    name = OWN_LOCK_DATA_SOURCE,
    className = "org.castellan.runtime.container.LockXaDataSource",
    minPoolSize = 0,
    initialPoolSize = 0,
    maxPoolSize = OwnResources.LOCK_CONNECTIONS,
    maxIdleTime = 120,
    properties = {
      "note=locks",
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname="
          + "org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
      "fish.payara.max-wait-time-in-millis=5000"
    })
@ManagedScheduledExecutorDefinition(name = OWN_EXECUTOR, maxAsync = OwnResources.WORK_THREADS)
@ManagedScheduledExecutorDefinition(name = OWN_REQUEST_EXECUTOR, maxAsync = 32)
@ManagedScheduledExecutorDefinition(name = OWN_STREAM_EXECUTOR, maxAsync = StreamLimits.READERS)
@ManagedScheduledExecutorDefinition(name = OWN_HEARTBEAT_EXECUTOR, maxAsync = 4)
@Singleton
public class OwnResources {

  /** On top of what requests may use, so that a crowd of them makes no replica look dead. */
  public static final int HEALTH_CONNECTIONS = 2;

  /** On top of both, so that a crowd of requests holds up no tick and misleads no validation. */
  public static final int CHECK_CONNECTIONS = 8;

  /** One for each scope, and some for sessions that are just being thrown away. */
  static final int LOCK_CONNECTIONS = 7;

  /** Two sweeps of the greatest parallelism with their slow lanes, and the loops. */
  static final int WORK_THREADS = 256;
}

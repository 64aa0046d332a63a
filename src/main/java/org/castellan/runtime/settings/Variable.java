package org.castellan.runtime.settings;

import java.util.Locale;

/**
 * Every setting there is, with the default that holds when it is not given. Read from the
 * environment as {@code CASTELLAN_X_Y}, or from the server's own configuration as {@code
 * castellan.x.y}.
 */
public enum Variable {
  /** {@code host:port/database}, or a whole {@code jdbc:postgresql:} URL. */
  DB_URL("127.0.0.1:5432/castellan"),
  DB_USER("castellan"),
  DB_PASSWORD(""),
  /** How many of its connections a replica uses at once; the lock's are its own. */
  DB_POOL_SIZE("20"),

  /** The server's DataSource to use instead of the WAR's own. */
  DATASOURCE_JNDI(""),
  /** The same for the few connections that hold locks: never through a transaction-mode pooler. */
  LOCK_DATASOURCE_JNDI(""),
  /** The server's ManagedScheduledExecutorService for checkers and validations. */
  EXECUTOR_JNDI(""),
  /** The same for the lock's heartbeats and watchdog. */
  HEARTBEAT_EXECUTOR_JNDI(""),

  /** Host name and a short random part when not given. */
  NODE_ID(""),
  /** How other replicas' administrators reach this one; the host name when not given. */
  NODE_ADDRESS(""),

  MODE("production"),
  ADMIN_TOKEN(""),
  ADMIN_TOKEN_FILE(""),
  ENCRYPTION_KEYSET(""),
  ENCRYPTION_KEYSET_FILE(""),

  CHECKER_DEFAULTS_INTERVAL("PT30M"),
  CHECKER_ALL_INTERVAL("PT24H"),
  CHECKER_INITIAL_DELAY("PT1M"),
  CHECKER_POLL_INTERVAL("PT30S"),
  CHECKER_DEFAULTS_MAX_TICK_DURATION("PT25M"),
  CHECKER_ALL_MAX_TICK_DURATION("PT2H"),
  LEASE_TTL("PT60S"),

  VALIDATION_TIMEOUT("PT10S"),
  VALIDATION_PARALLELISM("16"),
  VALIDATION_PER_HOST("4"),
  REVALIDATION_WINDOW("PT35M"),
  REVALIDATION_BACKOFF("PT30S"),
  /** The server's request threads; at most a quarter of them may wait at the gate. */
  REQUEST_THREADS("32"),

  ENDPOINT_POLICY("public"),
  /** Hosts and CIDRs, separated by commas. */
  ALLOWED_ENDPOINTS("");

  private final String defaultValue;

  Variable(String defaultValue) {
    this.defaultValue = defaultValue;
  }

  /** Empty when there is none. */
  public String defaultValue() {
    return defaultValue;
  }

  public String environmentName() {
    return "CASTELLAN_" + name();
  }

  public String propertyName() {
    return "castellan." + name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}

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
  /** The role that owns the tables and migrates them; {@code DB_USER} itself when not given. */
  DB_MIGRATION_USER(""),
  DB_MIGRATION_PASSWORD(""),
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
  CHECKER_ARTIFACTS_INTERVAL("PT5M"),
  CHECKER_PATROL_INTERVAL("PT24H"),
  CHECKER_AUDIT_INTERVAL("PT5M"),
  CHECKER_SHARDS("1"),
  CHECKER_INITIAL_DELAY("PT1M"),
  CHECKER_POLL_INTERVAL("PT30S"),
  CHECKER_DEFAULTS_MAX_TICK_DURATION("PT25M"),
  CHECKER_ALL_MAX_TICK_DURATION("PT2H"),
  CHECKER_ARTIFACTS_MAX_TICK_DURATION("PT4M"),
  CHECKER_PATROL_MAX_TICK_DURATION("PT6H"),
  CHECKER_AUDIT_MAX_TICK_DURATION("PT4M"),
  LEASE_TTL("PT60S"),

  VALIDATION_TIMEOUT("PT10S"),
  VALIDATION_PARALLELISM("16"),
  VALIDATION_PER_HOST("4"),
  REVALIDATION_WINDOW("PT35M"),
  REVALIDATION_BACKOFF("PT30S"),
  /** The server's request threads; at most a quarter of them may wait at the gate. */
  REQUEST_THREADS("32"),

  /** Each stored copy is read back once in that time. */
  PATROL_PERIOD("P30D"),
  PATROL_MAX_COPIES("10000"),
  PATROL_MAX_BYTES("107374182400"),
  PATROL_PARALLELISM("4"),
  PATROL_PER_HOST("2"),

  /** The system's directory for temporary files when not given. */
  SPOOL_DIRECTORY(""),
  SPOOL_MAX_BYTES("4294967296"),

  /** What one organization may do on one replica: at once, and of the last in a minute. */
  UPLOADS_PER_ORGANIZATION("16"),
  MANUAL_VALIDATIONS_PER_ORGANIZATION("4"),
  MANUAL_VALIDATIONS_PER_MINUTE("60"),

  ENDPOINT_POLICY("public"),
  /** Hosts and CIDRs, separated by commas. */
  ALLOWED_ENDPOINTS(""),

  /** The OpenID Connect issuer whose JWTs are taken as tokens; none when not given. */
  OIDC_ISSUER(""),
  OIDC_AUDIENCE(""),
  /** The issuer's discovery document names it when not given. */
  OIDC_JWKS_URI(""),
  OIDC_ORGANIZATION_CLAIM("organization"),
  OIDC_ROLE_CLAIM("role"),
  /** {@code value=role}, separated by commas. */
  OIDC_ROLES("owner=owner,writer=writer,reader=reader"),

  /** How long the event stream can be resumed from. */
  EVENT_RETENTION("PT24H"),
  /** How long audit events are kept once they are sealed. */
  AUDIT_RETENTION("P365D"),
  /** Addresses and CIDRs, separated by commas, whose {@code X-Forwarded-For} counts. */
  TRUSTED_PROXIES(""),
  /** The endpoint that is told of events; nobody is when not given. */
  WEBHOOK_URL(""),
  /** What the events are signed with: 24 to 64 bytes in Base64. */
  WEBHOOK_SECRET(""),
  WEBHOOK_SECRET_FILE(""),
  WEBHOOK_EVENTS("artifact-status,audit,backend-status,node,tick"),
  /** What the events call this installation: a URI, or a path. */
  WEBHOOK_SOURCE("/castellan"),
  /** Whether the metrics can be read without a token. */
  METRICS_PUBLIC("false");

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

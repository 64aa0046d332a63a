package org.castellan.runtime.settings;

/** Where the container's parts are looked up: the WAR's own, or the server's that are named. */
public record JndiNames(
    String dataSource, String lockDataSource, String executor, String heartbeatExecutor) {

  /** As the server calls this copy of the WAR; Jakarta EE has it bound everywhere. */
  public static final String APPLICATION_NAME = "java:app/AppName";

  public static final String OWN_DATA_SOURCE = "java:app/jdbc/castellan";
  public static final String OWN_LOCK_DATA_SOURCE = "java:app/jdbc/castellan-lock";
  public static final String OWN_EXECUTOR = "java:app/concurrent/castellan";
  public static final String OWN_REQUEST_EXECUTOR = "java:app/concurrent/castellan-requests";
  public static final String OWN_STREAM_EXECUTOR = "java:app/concurrent/castellan-streams";
  public static final String OWN_HEARTBEAT_EXECUTOR = "java:app/concurrent/castellan-heartbeat";

  static JndiNames read(Reading reading) {
    return new JndiNames(
        reading.optional(Variable.DATASOURCE_JNDI).orElse(OWN_DATA_SOURCE),
        reading.optional(Variable.LOCK_DATASOURCE_JNDI).orElse(OWN_LOCK_DATA_SOURCE),
        reading.optional(Variable.EXECUTOR_JNDI).orElse(OWN_EXECUTOR),
        reading.optional(Variable.HEARTBEAT_EXECUTOR_JNDI).orElse(OWN_HEARTBEAT_EXECUTOR));
  }
}

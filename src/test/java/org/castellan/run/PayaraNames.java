package org.castellan.run;

import java.util.Map;

/** What castellan-resources.xml defines. */
final class PayaraNames {

  static final String EXECUTOR = "concurrent/castellan-checkers";

  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "CASTELLAN_DATASOURCE_JNDI", "jdbc/castellan",
          "CASTELLAN_LOCK_DATASOURCE_JNDI", "jdbc/castellan-lock",
          "CASTELLAN_EXECUTOR_JNDI", EXECUTOR,
          "CASTELLAN_HEARTBEAT_EXECUTOR_JNDI", "concurrent/castellan-heartbeat");

  private PayaraNames() {}
}

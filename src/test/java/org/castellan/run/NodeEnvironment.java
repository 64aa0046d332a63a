package org.castellan.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The variables that nodes are started with, where the user has not set them. */
final class NodeEnvironment {

  private static final Map<String, String> DEMO =
      Map.ofEntries(
          Map.entry("CASTELLAN_CHECKER_DEFAULTS_INTERVAL", "PT20S"),
          Map.entry("CASTELLAN_CHECKER_DEFAULTS_MAX_TICK_DURATION", "PT15S"),
          Map.entry("CASTELLAN_CHECKER_ALL_INTERVAL", "PT2M"),
          Map.entry("CASTELLAN_CHECKER_ALL_MAX_TICK_DURATION", "PT90S"),
          Map.entry("CASTELLAN_CHECKER_ARTIFACTS_INTERVAL", "PT20S"),
          Map.entry("CASTELLAN_CHECKER_ARTIFACTS_MAX_TICK_DURATION", "PT15S"),
          Map.entry("CASTELLAN_CHECKER_INITIAL_DELAY", "PT3S"),
          Map.entry("CASTELLAN_CHECKER_POLL_INTERVAL", "PT2S"),
          Map.entry("CASTELLAN_LEASE_TTL", "PT6S"),
          Map.entry("CASTELLAN_VALIDATION_TIMEOUT", "PT8S"),
          Map.entry("CASTELLAN_REVALIDATION_WINDOW", "PT40S"),
          Map.entry("CASTELLAN_REVALIDATION_BACKOFF", "PT5S"),
          Map.entry("CASTELLAN_ALLOWED_ENDPOINTS", "127.0.0.1,localhost"));

  private final Map<String, String> given;

  NodeEnvironment(Map<String, String> given) {
    this.given = Map.copyOf(given);
  }

  /** Whether the user brings a database. */
  boolean hasDatabase() {
    return given.containsKey("CASTELLAN_DB_URL");
  }

  Map<String, String> forNodes(Options options) {
    var environment = new HashMap<String, String>();
    if (options.demo()) {
      environment.putAll(DEMO);
    }
    environment.put("CASTELLAN_MODE", "dev");
    secretFile(environment, options, "CASTELLAN_ADMIN_TOKEN", "admin-token");
    secretFile(environment, options, "CASTELLAN_ENCRYPTION_KEYSET", "encryption-keyset");
    environment.putAll(given);
    return environment;
  }

  private void secretFile(
      Map<String, String> environment, Options options, String variable, String file) {
    if (!given.containsKey(variable)) {
      Path path = options.home().resolve(file).toAbsolutePath();
      environment.put(variable + "_FILE", path.toString());
    }
  }
}

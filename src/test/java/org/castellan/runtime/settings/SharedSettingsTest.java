package org.castellan.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSettingsTest {

  /** What a machine is, where it stands, whom it knows, and secrets. */
  private static final Set<String> OF_EACH =
      Set.of(
          "DB_",
          "DATASOURCE_JNDI",
          "LOCK_DATASOURCE_JNDI",
          "EXECUTOR_JNDI",
          "HEARTBEAT_EXECUTOR_JNDI",
          "NODE_",
          "MODE",
          "ADMIN_TOKEN",
          "ENCRYPTION_",
          "REQUEST_THREADS",
          "SPOOL_",
          "OIDC_",
          "TRUSTED_PROXIES",
          "WEBHOOK_",
          "METRICS_PUBLIC");

  private static Map<String, String> shared(Map<Variable, String> given) {
    Map<Variable, String> secrets =
        Map.of(
            Variable.ADMIN_TOKEN,
            "dG9rZW4tdG9rZW4tdG9rZW4tdG9rZW4=",
            Variable.ENCRYPTION_KEYSET,
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    return SharedSettings.of(
        Settings.read(
            variable -> Optional.ofNullable(given.getOrDefault(variable, secrets.get(variable)))));
  }

  /** A new one has to be put on one of the two sides. */
  @Test
  void everyVariableIsSharedOrOfEachReplica() {
    var shared = new HashSet<>(shared(Map.of()).keySet());
    Arrays.stream(Variable.values())
        .filter(each -> OF_EACH.stream().noneMatch(each.name()::startsWith))
        .forEach(
            each -> assertThat(shared.remove(each.environmentName())).as(each.name()).isTrue());
    assertThat(shared).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT30S", "PT0M30S"})
  void valuesAreThoseThatHoldHoweverTheyWereWritten(String lease) {
    assertThat(shared(Map.of(Variable.LEASE_TTL, lease)))
        .containsEntry("CASTELLAN_LEASE_TTL", "PT30S")
        .containsEntry("CASTELLAN_VALIDATION_PARALLELISM", "16");
  }
}

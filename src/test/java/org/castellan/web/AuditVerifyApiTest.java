package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.castellan.audit.AuditChain;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerifyApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final String VERIFY = "/v1/audit-events/verify";

  private final AuditChain chain = new AuditChain(db.jdbi());

  @BeforeEach
  void threeEventsInASealEach() {
    execute("truncate audit_event, audit_seal");
    for (int i = 0; i < 3; i++) {
      execute("insert into audit_event (actor, action, subject, node) values ('a', 'B', 'c', 'd')");
      chain.seal();
    }
  }

  @Test
  void tellsWhatItFoundIntactAndAnEndToKeep() {
    execute("insert into audit_event (actor, action, subject, node) values ('a', 'B', 'c', 'd')");
    JsonObject seen = api.admin().get(VERIFY).json();
    assertThat(seen.getString("checkpoint")).matches("3:[0-9a-f]{64}");
    assertThat(seen.toString())
        .startsWith("{\"status\":\"OK\",\"seals\":3,\"events\":3,\"forgotten\":0,\"unsealed\":1,");
    assertThat(api.admin().get(VERIFY + "?checkpoint=" + seen.getString("checkpoint")).json())
        .isEqualTo(seen);
  }

  @Test
  void tellsTheFirstBrokenPlace() {
    execute("update audit_event set actor = 'z' where number > 1");
    assertThat(api.admin().get(VERIFY).text())
        .isEqualTo(
            "{\"status\":\"BROKEN\",\"broken\":{\"kind\":\"CHANGED\",\"seal\":2,\"event\":2}}");
    execute("delete from audit_seal where number = 1");
    assertThat(api.admin().get(VERIFY).text())
        .isEqualTo("{\"status\":\"BROKEN\",\"broken\":{\"kind\":\"MISSING\",\"seal\":1}}");
  }

  @Test
  void anEndThatTheChainDoesNotHaveIsABrokenPlace() {
    String other = "?checkpoint=2:" + "a".repeat(64);
    assertThat(api.admin().get(VERIFY + other).text()).contains("BROKEN", "CHANGED");
    String later = "?checkpoint=4:" + "a".repeat(64);
    assertThat(api.admin().get(VERIFY + later).text()).contains("BROKEN", "MISSING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1:x", "0:", "x:y", "99999999999999999999:"})
  void whatIsNoCheckpointIsRefused(String start) {
    String text = start.endsWith(":") ? start + "a".repeat(64) : start;
    var answer = api.admin().get(VERIFY + "?checkpoint=" + text);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("VALIDATION_FAILED", "\"field\":\"checkpoint\"");
  }

  private static void execute(String sql) {
    db.jdbi().useHandle(handle -> handle.execute(sql));
  }
}

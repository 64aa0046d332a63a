package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.castellan.credential.CredentialVault;
import org.castellan.credential.Keyset;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestKeyset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RotationApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final String ROTATION = "/v1/credentials/rotation";

  @BeforeEach
  void empty() {
    db.jdbi().useHandle(handle -> handle.execute("delete from credential"));
    db.jdbi().useHandle(handle -> handle.execute("delete from credential_rotation"));
    db.jdbi().useHandle(handle -> handle.execute("delete from node where id <> 'test-node'"));
  }

  @Test
  void rotationIsAskedForAndShowsHowFarItIs() {
    UUID former = store(TestApi.FORMER_KEY);
    store(TestKeyset.generate());
    store(TestApi.KEY);
    var before = api.admin().get(ROTATION).json();
    assertThat(before.getInt("total")).isEqualTo(3);
    assertThat(before.getInt("done")).isEqualTo(1);
    assertThat(before.getBoolean("finished")).isFalse();
    assertThat(before).doesNotContainKeys("askedAt", "askedBy", "finishedAt");
    var asked = api.admin().post(ROTATION);
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.json().getString("askedBy")).isEqualTo("admin");
    await().until(() -> api.admin().get(ROTATION).json().getBoolean("finished"));
    var after = api.admin().get(ROTATION).json();
    assertThat(after.getInt("done")).isEqualTo(2);
    assertThat(after.getInt("unreadable")).isEqualTo(1);
    assertThat(after.getJsonNumber("keyId").longValue())
        .isEqualTo(Keyset.read(TestApi.KEY).primary().id());
    assertThat(new CredentialVault(db.jdbi(), Keyset.parse(TestApi.KEY)).open(former))
        .containsEntry("password", "hush");
    assertThat(api.admin().get("/v1/audit-events").text())
        .contains("CREDENTIAL_ROTATION_ASKED", "CREDENTIAL_ROTATION_FINISHED");
  }

  @Test
  void rotationIsRefusedWhileAnotherReplicaLacksTheKey() {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into node (id, address, version) values ('older-one', 'a', '1')"));
    var refused = api.admin().post(ROTATION);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("KEY_MISSING");
    assertThat(refused.json().getString("detail")).contains("older-one");
    assertThat(api.admin().get(ROTATION).json()).doesNotContainKey("askedAt");
  }

  private static UUID store(String keyset) {
    var vault = new CredentialVault(db.jdbi(), Keyset.parse(keyset));
    return db.jdbi().inTransaction(handle -> vault.store(handle, Map.of("password", "hush")));
  }
}

package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.castellan.organization.Organization;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrganizationPurgeApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final S3Backends s3 = new S3Backends(api, organization);

  @Test
  void purgedOrganizationGoesWithAllThatItHolds() throws Exception {
    upload("inline");
    s3.register("store", "default");
    upload("one");
    upload("two");
    assertThat(api.admin().delete(s3.path()).reason()).isEqualTo("NOT_EMPTY");
    var asked = api.admin().delete(s3.path() + "?purge=true");
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.json().getJsonObject("purge").getInt("artifacts")).isEqualTo(3);
    assertThat(tick()).as("a tick is asked for").isEqualTo("REQUESTED");
    api.tidyUp();
    assertThat(api.admin().get(s3.path()).status()).isEqualTo(404);
    assertThat(s3.files("store")).isEmpty();
    assertThat(count("inline_blob where key like '" + organization.id() + "%'")).isZero();
    assertThat(count("organization_purge")).isZero();
  }

  @Test
  void purgeGoesOnWhenAFailingBackendIsBackAndShowsHowFarItIs() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.shared().port())) {
      s3.registerThrough(proxy.port(), "store", "default");
      upload("one");
      upload("two");
      proxy.cut();
      assertThat(api.admin().delete(s3.path() + "?purge=true").status()).isEqualTo(202);
      api.tidyUp();
      JsonObject purge = api.admin().get(s3.path()).json().getJsonObject("purge");
      assertThat(purge.getInt("artifacts")).isZero();
      assertThat(purge.getInt("objects")).isEqualTo(2);
      assertThat(purge.getInt("failing")).isEqualTo(1);
      assertThat(api.admin().delete(s3.path()).reason()).isEqualTo("NOT_EMPTY");
      proxy.pass();
      db.jdbi().useHandle(handle -> handle.execute("update artifact_removal set due_at = now()"));
      api.tidyUp();
      assertThat(api.admin().get(s3.path()).status()).isEqualTo(404);
      assertThat(s3.files("store")).isEmpty();
    }
  }

  @Test
  void organizationThatIsPurgedTakesNoUploads() {
    upload("before");
    api.admin().delete(s3.path() + "?purge=true");
    var refused = api.admin().upload("POST", s3.path() + "/artifacts", "after".getBytes(UTF_8));
    assertThat(refused.reason()).isEqualTo("NOT_FOUND");
    assertThat(api.admin().delete(s3.path() + "?purge=true").status()).isEqualTo(202);
  }

  @Test
  void organizationThatIsNotPurgedSaysNothingOfIt() {
    assertThat(api.admin().get(s3.path()).json()).doesNotContainKey("purge");
  }

  private void upload(String content) {
    var answer = api.admin().upload("POST", s3.path() + "/artifacts", content.getBytes(UTF_8));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static String tick() {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select state from tick where scope = 'artifacts'")
                    .mapTo(String.class)
                    .one());
  }

  private static int count(String from) {
    return db.jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select count(*) from " + from).mapTo(Integer.class).one());
  }
}

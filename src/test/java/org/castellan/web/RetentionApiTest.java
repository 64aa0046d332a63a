package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an organization does not keep for ever goes, and nothing else. */
class RetentionApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final S3Backends s3 = new S3Backends(api, organization);
  private final ApiClient owner = api.as(Role.OWNER, organization);

  @Test
  void artifactThatWasUploadedLongerAgoGoesWithItsObjectAndItsQuota() throws Exception {
    s3.register("store", "default");
    String old = put("old");
    age(31);
    String young = put("young");
    change("{\"retention\":\"P30D\",\"quotaBytes\":8}");
    api.tidyUp();
    assertThat(owner.get(old).reason()).isEqualTo("ARTIFACT_NOT_FOUND");
    assertThat(owner.get(young).text()).isEqualTo("young");
    assertThat(s3.files("store")).hasSize(1);
    assertThat(told("ARTIFACT_EXPIRED"))
        .containsExactly("castellan:retention " + old.replaceAll(".*/", ""));
    put("abc");
  }

  @Test
  void withoutRetentionEverythingIsKept() throws Exception {
    String old = put("old");
    age(30_000);
    api.tidyUp();
    assertThat(owner.get(old).text()).isEqualTo("old");
  }

  @Test
  void anotherOrganizationKeepsTheSameDigest() throws Exception {
    Organization other = api.registry().organization();
    ApiClient others = api.as(Role.OWNER, other);
    String theirs = "/v1/organizations/" + other.name() + "/artifacts";
    assertThat(others.upload("POST", theirs, "same".getBytes(UTF_8)).status()).isEqualTo(201);
    String ours = put("same");
    age(31);
    change("{\"retention\":\"P30D\"}");
    api.tidyUp();
    assertThat(owner.get(ours).status()).isEqualTo(404);
    assertThat(others.get(theirs + "/" + ours.replaceAll(".*/", "")).text()).isEqualTo("same");
  }

  /** Whoever uploads relies on the answer, also on one that says that it was there already. */
  @Test
  void artifactThatWasUploadedAgainIsKeptFromThenOn() throws Exception {
    String artifact = put("hello");
    age(20);
    assertThat(owner.upload("PUT", artifact, "hello".getBytes(UTF_8)).status()).isEqualTo(200);
    age(20);
    change("{\"retention\":\"P30D\"}");
    api.tidyUp();
    assertThat(owner.get(artifact).text()).isEqualTo("hello");
    age(11);
    api.tidyUp();
    assertThat(owner.get(artifact).status()).isEqualTo(404);
  }

  /** Two copies of one upload: the one that Castellan made lives no longer than the other. */
  @Test
  void copyThatCameHomeGoesWithItsSource() throws Exception {
    s3.register("main", "default");
    s3.register("spare", "fallback");
    s3.status("main", "INVALID");
    String artifact = put("hello");
    age(20);
    s3.status("main", "OK");
    api.tidyUp();
    assertThat(s3.files("main")).hasSize(1);
    age(11);
    change("{\"retention\":\"P30D\"}");
    api.tidyUp();
    assertThat(owner.get(artifact).status()).isEqualTo(404);
    assertThat(s3.files("main")).isEmpty();
    assertThat(s3.files("spare")).isEmpty();
  }

  @Test
  void largerNumbersGoInBatches() throws Exception {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into artifact (organization_id, digest, backend_id, size, created_by)
                    select b.organization_id, lpad(i::text, 64, '0'), b.id, 1, 'test'
                      from cas_backend b, generate_series(1, 201) i where b.organization_id = ?
                    """,
                    organization.id()));
    age(31);
    change("{\"retention\":\"P30D\"}");
    api.tidyUp();
    assertThat(owner.get(s3.path() + "/artifacts").json().getJsonArray("items")).isEmpty();
    assertThat(told("ARTIFACT_EXPIRED")).hasSize(201);
  }

  @Test
  void retentionIsSetChangedAndTakenAway() {
    String body = "{\"name\":\"%s-2\",\"retention\":\"P30D\"}".formatted(organization.name());
    var created = api.admin().post("/v1/organizations", body);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.json().getString("retention")).isEqualTo("PT720H");
    assertThat(change("{\"retention\":\"P1D\"}").getString("retention")).isEqualTo("PT24H");
    assertThat(change("{\"quotaBytes\":5}").getString("retention")).isEqualTo("PT24H");
    JsonObject without = change("{\"retention\":null}");
    assertThat(without).doesNotContainKey("retention");
    assertThat(without.getInt("quotaBytes")).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"retention\":\"PT23H\"}",
        "{\"retention\":\"P36526D\"}",
        "{\"retention\":\"30 days\"}",
        "{\"retention\":\"P1M\"}",
        "{\"retention\":\"PT48H0.0001S\"}",
        "{\"retention\":30}"
      })
  void retentionThatCannotBeMeantIsRefused(String body) {
    var answer = api.admin().patch(s3.path(), body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void onlyTheAdministratorSetsIt() {
    assertThat(owner.patch(s3.path(), "{\"retention\":\"P30D\"}").reason()).isEqualTo("FORBIDDEN");
  }

  private JsonObject change(String json) {
    var answer = api.admin().patch(s3.path(), json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String put(String content) {
    return s3.upload(owner, content);
  }

  private static void age(int days) {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update artifact set created_at = created_at - ? * interval '1 day',
                                        uploaded_at = uploaded_at - ? * interval '1 day'
                    """,
                    days,
                    days));
  }

  private List<String> told(String action) {
    return owner.get(s3.path() + "/audit-events?pageSize=500").json().getJsonArray("items").stream()
        .map(it -> it.asJsonObject())
        .filter(it -> it.getString("action").equals(action))
        .map(it -> it.getString("actor") + " " + it.getString("subject"))
        .toList();
  }
}

package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.time.Instant;
import org.castellan.access.Role;
import org.castellan.artifact.PatrolTicks;
import org.castellan.organization.Organization;
import org.castellan.schedule.Counts;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 6 over time: what users see of bit rot. */
class PatrolApiTest {
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
  void listTellsWhenACopyWasVerified() throws Exception {
    put("hello");
    assertThat(copy()).doesNotContainKey("lastVerifiedAt");
    assertThat(copy().getString("status")).isEqualTo("OK");
    Instant before = Instant.now().minusSeconds(1);
    assertThat(patrol().failed()).isZero();
    assertThat(Instant.parse(copy().getString("lastVerifiedAt"))).isAfter(before);
  }

  @Test
  void onlyCopyThatRottedIsCorruptUntilItIsUploadedAgain() throws Exception {
    s3.register("store", "default");
    String artifact = put("hello");
    Files.writeString(s3.files("store").get(0), "hellO");
    assertThat(patrol()).isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(copy().getString("status")).isEqualTo("CORRUPT");
    assertThat(copy()).containsKey("damagedAt").doesNotContainKey("lastVerifiedAt");
    var answer = owner.get(artifact);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.reason()).isEqualTo("STORAGE_UNAVAILABLE");
    assertThat(answer.json().getString("errorClass")).isEqualTo("CORRUPT");
    assertThat(owner.send(owner.request(artifact).header("Range", "bytes=0-1").GET()).status())
        .isEqualTo(503);
    assertThat(owner.head(artifact).status()).isEqualTo(503);
    assertThat(listed("CORRUPT")).isEqualTo(1);
    assertThat(listed("MISSING")).isZero();
    assertThat(audit("ARTIFACT_CORRUPT")).contains("Its copy in store has other bytes");

    var again = owner.upload("PUT", artifact, "hello".getBytes(UTF_8));
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(owner.get(artifact).text()).isEqualTo("hello");
    assertThat(copy().getString("status")).isEqualTo("OK");
    assertThat(audit("ARTIFACT_REPAIRED")).contains("was stored again");
  }

  @Test
  void onlyCopyThatIsGoneIsMissing() throws Exception {
    s3.register("store", "default");
    String artifact = put("hello");
    Files.delete(s3.files("store").get(0));
    patrol();
    assertThat(copy().getString("status")).isEqualTo("MISSING");
    var answer = owner.get(artifact);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().getString("errorClass")).isEqualTo("NOT_FOUND");
  }

  @Test
  void listKnowsNoOtherDamage() {
    assertThat(owner.get(s3.path() + "/artifacts?damage=OK").reason())
        .isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void patrolIsACheckerLikeTheOthers() {
    var checker = api.admin().get("/v1/checkers/patrol").json();
    assertThat(checker.getString("interval")).isEqualTo("PT24H");
    assertThat(api.admin().post("/v1/checkers/patrol/ticks").status()).isIn(202, 409);
  }

  /** Not even inline, where a quota that is used up must not stand in the way. */
  @Test
  void uploadOverADamagedCopyNeedsNoMoreRoom() throws Exception {
    String artifact = put("hello");
    rotInline();
    patrol();
    assertThat(owner.get(artifact).status()).isEqualTo(503);
    assertThat(api.admin().patch(s3.path(), "{\"quotaBytes\":1}").status()).isEqualTo(200);
    assertThat(owner.upload("PUT", artifact, "hello".getBytes(UTF_8)).status()).isEqualTo(200);
    assertThat(owner.get(artifact).text()).isEqualTo("hello");
  }

  @Test
  void streamTellsItsOwnOrganizationAndTheAdministrator() throws Exception {
    s3.register("store", "default");
    String digest = put("hello").replaceAll(".*/", "");
    Organization other = api.registry().organization();
    try (EventReader own = EventReader.open(owner);
        EventReader admin = EventReader.open(api.admin());
        EventReader others = EventReader.open(api.as(Role.OWNER, other))) {
      Files.writeString(s3.files("store").get(0), "hellO");
      patrol();
      JsonObject told = own.next("artifact-status").data();
      assertThat(told.getString("digest")).isEqualTo(digest);
      assertThat(told.getString("backend")).isEqualTo("store");
      assertThat(told.getString("status")).isEqualTo("CORRUPT");
      assertThat(admin.next("artifact-status").data().getString("organization"))
          .isEqualTo(organization.name());
      owner.upload("PUT", s3.path() + "/artifacts/" + digest, "hello".getBytes(UTF_8));
      own.next(it -> it.name().equals("artifact-status") && it.text().contains("\"OK\""));
      api.patrol();
      await().until(() -> others.messages().size() >= 3);
      assertThat(others.messages())
          .extracting(EventReader.Message::name)
          .containsExactly("reset", "tick", "tick");
    }
  }

  /**
   * A replica of an older version could read no event after one of a kind that it does not know.
   */
  @Test
  void streamTellsNothingWhileAReplicaOfAnOlderVersionRuns() throws Exception {
    s3.register("store", "default");
    put("hello");
    Files.writeString(s3.files("store").get(0), "hellO");
    long before = artifactEvents();
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into node (id, address, version, started_at)
                    values ('older', 'x', '0', now() - interval '1 year')
                    """));
    try {
      assertThat(patrol().failed()).isEqualTo(1);
      assertThat(artifactEvents()).isEqualTo(before);
    } finally {
      db.jdbi().useHandle(handle -> handle.execute("delete from node where id = 'older'"));
    }
  }

  private Counts patrol() throws InterruptedException {
    PatrolTicks.age(db.jdbi(), 31);
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "delete from artifact where organization_id <> ?", organization.id()));
    return api.patrol();
  }

  private static void rotInline() {
    db.jdbi()
        .useHandle(
            handle -> handle.execute("update inline_blob set content = cast('hellO' as bytea)"));
  }

  private static long artifactEvents() {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(id) from event where kind = 'ARTIFACT_STATUS'")
                    .mapTo(Long.class)
                    .one());
  }

  private String put(String content) {
    return s3.upload(owner, content);
  }

  private JsonObject copy() {
    return owner
        .get(s3.path() + "/artifacts")
        .json()
        .getJsonArray("items")
        .getJsonObject(0)
        .getJsonArray("copies")
        .getJsonObject(0);
  }

  private int listed(String damage) {
    var list = owner.get(s3.path() + "/artifacts?damage=" + damage);
    assertThat(list.status()).as(list.text()).isEqualTo(200);
    return list.json().getJsonArray("items").size();
  }

  private String audit(String action) {
    return owner.get(s3.path() + "/audit-events").json().getJsonArray("items").stream()
        .map(it -> it.asJsonObject())
        .filter(it -> it.getString("action").equals(action))
        .map(it -> it.getString("detail"))
        .findFirst()
        .orElseThrow();
  }
}

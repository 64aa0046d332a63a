package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ArtifactListApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final String path = "/v1/organizations/" + organization.name();
  private final String artifacts = path + "/artifacts";

  @Test
  void artifactSaysWhatItIsWhereItIsAndWhoUploadedIt() {
    Instant before = now();
    JsonObject stored =
        api.admin()
            .upload(
                "POST",
                artifacts,
                "hello".getBytes(UTF_8),
                "Content-Disposition",
                "attachment; filename=\"hello.txt\"")
            .json();
    JsonObject listed = list("").get(0);
    assertThat(listed.getString("digest")).isEqualTo(stored.getString("digest"));
    assertThat(listed.getInt("size")).isEqualTo(5);
    assertThat(listed.getString("fileName")).isEqualTo("hello.txt");
    assertThat(listed.getJsonArray("backends").getString(0)).isEqualTo("default-inline");
    assertThat(listed.getString("uploadedBy")).isEqualTo("admin");
    assertThat(Instant.parse(listed.getString("uploadedAt"))).isBetween(before, now());
  }

  @Test
  void everyConditionNarrowsTheList() {
    String first = upload("one", "Report.pdf");
    Instant between = now();
    useStub();
    String second = upload("two", "notes.txt");
    assertThat(digests("?digest=" + first.substring(7, 17))).containsExactly(first);
    assertThat(digests("?digest=" + second)).containsExactly(second);
    assertThat(digests("?fileName=report")).containsExactly(first);
    assertThat(digests("?fileName=%25")).as("no pattern").isEmpty();
    assertThat(digests("?backend=store")).containsExactly(second);
    assertThat(digests("?backend=default-inline")).containsExactly(first);
    assertThat(digests("?uploadedAfter=" + between)).containsExactly(second);
    assertThat(digests("?uploadedBefore=" + between)).containsExactly(first);
    assertThat(digests("?backend=store&fileName=report")).isEmpty();
  }

  /** The second copy comes to be when the first one's backend is broken. */
  @Test
  void artifactWithTwoCopiesIsListedOnce() {
    upload("elsewhere", "z.txt");
    useStub();
    String stored = upload("twice", "a.txt");
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into artifact (organization_id, digest, backend_id, size, created_by)
                    select a.organization_id, a.digest, b.id, a.size, 'castellan'
                      from artifact a join cas_backend b on b.organization_id = a.organization_id
                     where a.digest = ? and b.name = 'default-inline' and a.organization_id = ?
                    """,
                    stored.substring(7),
                    organization.id()));
    assertThat(list("?backend=default-inline")).hasSize(2);
    JsonObject listed = list("?digest=" + stored).get(0);
    assertThat(listed.getJsonArray("backends").toString())
        .isEqualTo("[\"store\",\"default-inline\"]");
    assertThat(listed.getString("fileName")).isEqualTo("a.txt");
  }

  @Test
  void pagesHoldEachArtifactOnceNewestFirst() {
    List<String> uploaded = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      uploaded.add(0, upload("content " + i, i + ".txt"));
    }
    // All of one instant: their digests order them.
    db.jdbi().useHandle(handle -> handle.execute("update artifact set created_at = now()"));
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      JsonObject page = api.admin().get(artifacts + "?pageSize=2" + token).json();
      page.getJsonArray("items")
          .getValuesAs(JsonObject.class)
          .forEach(item -> listed.add(item.getString("digest")));
      token = "&pageToken=" + page.getString("nextPageToken", "");
    } while (!token.equals("&pageToken="));
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(uploaded)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  /** Promise 7. */
  @Test
  void othersArtifactsAreNotListed() {
    upload("ours", "a.txt");
    Organization other = api.registry().organization();
    String theirs = "/v1/organizations/" + other.name() + "/artifacts";
    ApiClient reader = api.as(Role.READER, other);
    assertThat(reader.get(theirs).json().getJsonArray("items")).isEmpty();
    assertThat(reader.get(artifacts).status()).isEqualTo(404);
  }

  private Instant now() {
    return db.jdbi()
        .withHandle(
            handle -> handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one());
  }

  private String upload(String content, String fileName) {
    var answer =
        api.admin()
            .upload(
                "POST",
                artifacts,
                content.getBytes(UTF_8),
                "Content-Disposition",
                "attachment; filename=\"" + fileName + "\"");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().getString("digest");
  }

  private List<String> digests(String query) {
    return list(query).stream().map(item -> item.getString("digest")).toList();
  }

  private List<JsonObject> list(String query) {
    var answer = api.as(Role.READER, organization).get(artifacts + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().getJsonArray("items").getValuesAs(JsonObject.class);
  }

  private void useStub() {
    var created =
        api.admin()
            .post(
                path + "/cas-backends",
                "{\"name\":\"store\",\"provider\":\"STUB\",\"location\":\"l\",\"default\":true,"
                    + "\"credentials\":{\"key\":\"k\"}}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }
}

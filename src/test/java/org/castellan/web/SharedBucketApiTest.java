package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 7: two organizations with one bucket; what the bucket holds decides nothing. */
class SharedBucketApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final String BUCKET = "shared-by-two";

  private final Things shared = Things.nobodys();
  private final Organization first = inBucket();
  private final Organization second = inBucket();
  private final ApiClient holder = api.as(Role.OWNER, first);
  private final ApiClient other = api.as(Role.OWNER, second);
  private final String held = artifact(first, shared.digest());
  private final String same = artifact(second, shared.digest());
  private final String none = artifact(second, "sha256:" + "0".repeat(64));

  @BeforeEach
  void upload() {
    var stored = holder.upload("PUT", held, shared.bytes());
    assertThat(stored.status()).isEqualTo(201);
    assertThat(stored.header("Castellan-Backend")).isEqualTo("bucket");
  }

  @Test
  void whatAnotherOneUploadedIsNotThere() {
    byte[] guess = "guessed".getBytes(UTF_8);
    assertThat(Whole.of(other.get(same))).isEqualTo(Whole.of(other.get(none)));
    assertThat(Whole.of(other.head(same))).isEqualTo(Whole.of(other.head(none)));
    assertThat(Whole.of(other.delete(same))).isEqualTo(Whole.of(other.delete(none)));
    assertThat(Whole.of(ranged(same))).isEqualTo(Whole.of(ranged(none)));
    assertThat(Whole.of(other.upload("PUT", same, guess)))
        .isEqualTo(Whole.of(other.upload("PUT", none, guess)));
    assertThat(artifacts(other, second)).doesNotContain(shared.digest());
    assertThat(holder.get(held).bytes()).isEqualTo(shared.bytes());
  }

  /** 201 and not 200, and the bytes travel: who has a digest alone has nothing. */
  @Test
  void uploadOfWhatAnotherOneHasIsANewOne() {
    var posted = other.upload("POST", path(second) + "/artifacts", shared.bytes());
    assertThat(posted.status()).isEqualTo(201);
    assertThat(other.get(same).bytes()).isEqualTo(shared.bytes());
    assertThat(objects(first)).hasSize(1);
    assertThat(objects(second)).hasSize(1);
  }

  @Test
  void deletionByOneLeavesTheOthers() throws InterruptedException {
    other.upload("PUT", same, shared.bytes());
    assertThat(other.delete(same).status()).isEqualTo(204);
    api.tidyUp();
    assertThat(objects(second)).isEmpty();
    assertThat(Whole.of(other.get(same))).isEqualTo(Whole.of(other.get(none)));
    assertThat(holder.get(held).bytes()).isEqualTo(shared.bytes());
  }

  @Test
  void purgeOfOneLeavesTheOthers() throws InterruptedException {
    other.upload("PUT", same, shared.bytes());
    assertThat(api.admin().delete(path(second) + "?purge=true").status()).isEqualTo(202);
    api.tidyUp();
    assertThat(api.admin().get(path(second)).status()).isEqualTo(404);
    assertThat(objects(second)).isEmpty();
    assertThat(holder.get(held).bytes()).isEqualTo(shared.bytes());
  }

  /** What one organization's audit tells has no trace of the other's. */
  @Test
  void auditAndBackendsSayNothingOfTheOther() {
    String before = seen();
    holder.upload("PUT", artifact(first, "sha256:" + "1".repeat(64)), shared.bytes());
    holder.delete(held);
    assertThat(seen()).isEqualTo(before).doesNotContain(first.name(), first.id().toString());
  }

  private String seen() {
    return Stream.of("/audit-events", "/cas-backends", "/cas-backends/bucket/validations")
        .map(path -> Whole.of(other.get(path(second) + path)).body())
        .toList()
        .toString();
  }

  private ApiClient.Answer ranged(String path) {
    return other.send(other.request(path).header("Range", "bytes=0-3").GET());
  }

  private static String artifacts(ApiClient client, Organization organization) {
    return client.get(path(organization) + "/artifacts").text();
  }

  private static String path(Organization organization) {
    return "/v1/organizations/" + organization.name();
  }

  private static String artifact(Organization organization, String digest) {
    return path(organization) + "/artifacts/" + digest;
  }

  /** The organization's in the bucket. */
  private static List<Path> objects(Organization organization) {
    try (var files = Files.walk(S3Server.shared().directoryOf(BUCKET))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(organization.id().toString()))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Organization inBucket() {
    Organization organization = api.registry().organization();
    new S3Backends(api, organization)
        .registerAt("bucket", "default", S3Server.shared().bucket(BUCKET));
    return organization;
  }
}

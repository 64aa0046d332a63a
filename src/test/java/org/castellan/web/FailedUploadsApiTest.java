package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.GeneratedBytes;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 6, where it is not the client that fails: nothing stays of such an upload. */
class FailedUploadsApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final S3Backends s3 = new S3Backends(api, organization);
  private final ApiClient writer = api.as(Role.WRITER, organization);

  /** What S3 gets in one piece, and in several. */
  @ParameterizedTest
  @ValueSource(ints = {200_000, (70 << 20) + 1})
  void bytesThatChangeOnTheWayToTheProviderLeaveNothing(int size) throws IOException {
    byte[] bytes = new GeneratedBytes(size, 1).readAllBytes();
    String artifact = s3.artifact(GeneratedBytes.sha256(size, 1));
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.shared().port())) {
      s3.registerThrough(proxy.port(), "store", "default");
      proxy.damage();
      var failed = writer.upload("PUT", artifact, bytes);
      assertThat(failed.status()).as(failed.text()).isEqualTo(503);
      assertThat(failed.reason()).isEqualTo("STORAGE_UNAVAILABLE");
      assertNothingIsLeftOf(artifact);
      proxy.pass();
      var again = writer.upload("PUT", artifact, bytes);
      assertThat(again.status()).as(again.text()).isEqualTo(201);
      assertThat(writer.get(artifact).bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void damagedBytesInThePlaceOfAnUploadGoSoThatTheNextFindsRoom() throws IOException {
    s3.register("store", "default");
    byte[] bytes = "hello".getBytes(UTF_8);
    String artifact = put(bytes);
    Path object = s3.files("store").get(0);
    forget();
    Files.writeString(object, "hallo");
    var failed = writer.upload("PUT", artifact, bytes);
    assertThat(failed.status()).as(failed.text()).isEqualTo(503);
    assertThat(failed.json().getString("errorClass")).isEqualTo("CORRUPT");
    assertNothingIsLeftOf(artifact);
    assertThat(put(bytes)).isEqualTo(artifact);
    assertThat(writer.get(artifact).bytes()).isEqualTo(bytes);
  }

  @Test
  void bodyForWhichTheSpoolHasNoRoomLeavesNothing() {
    s3.register("store", "default");
    byte[] bytes = new byte[TestApi.SPOOL_BYTES + 1];
    var failed = writer.upload("POST", s3.path() + "/artifacts", bytes);
    assertThat(failed.status()).as(failed.text()).isEqualTo(503);
    assertThat(failed.reason()).isEqualTo("SPOOL_FULL");
    assertThat(s3.files("store")).isEmpty();
    assertThat(rows("artifact_upload") + rows("artifact_removal") + rows("artifact")).isZero();
    put("small enough".getBytes(UTF_8));
  }

  private String put(byte[] bytes) {
    var answer = writer.upload("POST", s3.path() + "/artifacts", bytes);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return s3.path() + "/artifacts/" + answer.json().getString("digest");
  }

  /** As if another had left the object there. */
  private void forget() {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "delete from artifact where organization_id = ?", organization.id()));
  }

  private void assertNothingIsLeftOf(String artifact) {
    assertThat(s3.files("store")).isEmpty();
    assertThat(rows("artifact_upload") + rows("artifact_removal")).isZero();
    assertThat(writer.head(artifact).status()).isEqualTo(404);
  }

  private int rows(String table) {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(digest) from " + table + " where organization_id = :id")
                    .bind("id", organization.id())
                    .mapTo(Integer.class)
                    .one());
  }
}

package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 6, on a real S3 server. */
class S3ArtifactsApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final String path = "/v1/organizations/" + organization.name();
  private final ApiClient owner = api.as(Role.OWNER, organization);

  @Test
  void largeArtifactGoesToTheBucketAndBack() throws Exception {
    register();
    byte[] bytes = new byte[(24 << 20) + 1];
    new Random(7).nextBytes(bytes);
    String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    String artifact = path + "/artifacts/sha256:" + hex;

    var put = owner.upload("PUT", artifact, bytes);
    assertThat(put.status()).as(put.text()).isEqualTo(201);
    assertThat(put.header("Castellan-Backend")).isEqualTo("store");
    assertThat(owner.upload("PUT", artifact, bytes).status()).isEqualTo(200);
    assertThat(owner.get(artifact).bytes()).isEqualTo(bytes);
    assertThat(
            S3Server.shared()
                .directoryOf("web-artifacts")
                .resolve(organization.id().toString())
                .resolve("sha256")
                .resolve(hex))
        .hasBinaryContent(bytes);
  }

  @Test
  void wrongDigestLeavesNothingInTheBucket() {
    register();
    String hex = "0".repeat(64);
    var put = owner.upload("PUT", path + "/artifacts/sha256:" + hex, new byte[100_000]);
    assertThat(put.status()).isEqualTo(400);
    assertThat(put.reason()).isEqualTo("DIGEST_MISMATCH");
    assertThat(
            S3Server.shared()
                .directoryOf("web-artifacts")
                .resolve(organization.id().toString())
                .resolve("sha256")
                .resolve(hex))
        .doesNotExist();
  }

  @Test
  void wrongSecretIsToldByItsErrorClass() {
    var refused = owner.post(path + "/cas-backends", backend("not-the-secret"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().getString("errorClass")).isEqualTo("AUTHENTICATION");
    assertThat(refused.text()).doesNotContain("not-the-secret");
  }

  private void register() {
    var created = owner.post(path + "/cas-backends", backend(S3Server.secretAccessKey()));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }

  private static String backend(String secret) {
    String location = S3Server.shared().bucket("web-artifacts");
    return """
    {"name":"store","provider":"AWS-S3","location":"%s","default":true,
     "credentials":{"accessKeyId":"%s","secretAccessKey":"%s"}}
    """
        .formatted(location, S3Server.accessKeyId(), secret);
  }
}

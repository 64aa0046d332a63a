package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.castellan.access.Role;
import org.castellan.artifact.Download;
import org.castellan.organization.Organization;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.RecordingProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 6: parts, second copies and versions, on a real S3 server. */
class DownloadsApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final S3Backends s3 = new S3Backends(api, organization);
  private final ApiClient reader = api.as(Role.READER, organization);
  private final byte[] bytes = random(1_000_000);

  @Test
  void partIsAnsweredAsThatPart() {
    s3.register("store", "default");
    String artifact = upload(bytes);
    var part = range(artifact, "bytes=300000-799999");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 300_000, 800_000));
    assertThat(part.header("Content-Range")).isEqualTo("bytes 300000-799999/1000000");
    assertThat(part.header("Content-Length")).isEqualTo("500000");
    assertThat(part.header("ETag")).isEqualTo(reader.head(artifact).header("ETag"));
    assertThat(part.header("Repr-Digest")).isEqualTo(reader.head(artifact).header("Repr-Digest"));
    assertThat(reader.head(artifact).header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(range(artifact, "bytes=-3").bytes())
        .isEqualTo(Arrays.copyOfRange(bytes, 999_997, 1_000_000));
  }

  @Test
  void rangeBehindTheEndIsRefusedWithTheSize() {
    String artifact = upload(new byte[5]);
    var refused = range(artifact, "bytes=5-");
    assertThat(refused.status()).isEqualTo(416);
    assertThat(refused.reason()).isEqualTo("RANGE_NOT_SATISFIABLE");
    assertThat(refused.header("Content-Range")).isEqualTo("bytes */5");
  }

  @Test
  void rangeOfAnotherEntityTagIsTheWhole() {
    s3.register("store", "default");
    String artifact = upload(bytes);
    String tag = reader.head(artifact).header("ETag");
    var request = reader.request(artifact).header("Range", "bytes=0-9");
    assertThat(reader.send(request.copy().header("If-Range", tag)).status()).isEqualTo(206);
    var whole = reader.send(request.copy().header("If-Range", "\"other\""));
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "If-Match,\"other\",412,REVISION_MISMATCH",
    "If-Match,other,400,VALIDATION_FAILED",
    "If-None-Match,W/,400,VALIDATION_FAILED",
    "If-None-Match,'\"a\", b',400,VALIDATION_FAILED"
  })
  void anEntityTagThatDoesNotFitIsAProblem(String name, String value, int status, String reason) {
    String artifact = upload(new byte[5]);
    var answer = reader.send(reader.request(artifact).header(name, value).GET());
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.reason()).isEqualTo(reason);
  }

  @Test
  void headOfWhatIsKnownAnswersNotModified() {
    s3.register("store", "default");
    String artifact = upload(bytes);
    String tag = reader.head(artifact).header("ETag");
    var request =
        reader
            .request(artifact)
            .header("If-None-Match", tag)
            .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody());
    assertThat(reader.send(request).status()).isEqualTo(304);
  }

  /** From then on a part is one request for that part, pinned to the version. */
  @Test
  void objectIsReadAndHashedBeforeItsFirstPartAndNotBeforeTheNext() {
    try (RecordingProxy proxy = RecordingProxy.to(S3Server.shared().port())) {
      s3.registerThrough(proxy.port(), "store", "default");
      String artifact = upload(bytes);
      assertThat(s3.verifiedVersions()).isZero();
      assertThat(range(artifact, "bytes=0-9").status()).isEqualTo(206);
      await().until(() -> s3.verifiedVersions() == 1);
      assertThat(gets(proxy)).as("the whole, and the part").isEqualTo(2);
      assertThat(range(artifact, "bytes=10-19").bytes())
          .isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
      assertThat(gets(proxy)).as("and the other part").isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Download.PIECE - 1, Download.PIECE, Download.PIECE + 1, 2 * Download.PIECE})
  void artifactOfAboutAPieceComesWhole(int size) {
    s3.register("store", "default");
    byte[] about = random(size);
    assertThat(reader.get(upload(about)).bytes()).isEqualTo(about);
  }

  @Test
  void wholeDownloadVerifiesItsVersionForParts() {
    s3.register("store", "default");
    String artifact = upload(bytes);
    assertThat(reader.get(artifact).bytes()).isEqualTo(bytes);
    await().until(() -> s3.verifiedVersions() == 1);
  }

  /** On a provider in memory, whose versions are its objects' digests. */
  @Test
  void partOfAnObjectThatWasReplacedIsNotServed() {
    var created =
        api.admin()
            .post(
                s3.path() + "/cas-backends",
                "{\"name\":\"stub\",\"provider\":\"STUB\",\"location\":\"l\",\"default\":true,"
                    + "\"credentials\":{\"key\":\"k\"}}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    String artifact = upload(bytes);
    assertThat(range(artifact, "bytes=0-9").status()).isEqualTo(206);
    byte[] other = bytes.clone();
    other[900_000] ^= 1;
    api.stub().objects.replaceAll((key, object) -> other);
    var part = range(artifact, "bytes=0-9");
    assertThat(part.status()).isEqualTo(503);
    assertThat(part.json().getString("errorClass")).isEqualTo("CORRUPT");
    api.stub().objects.replaceAll((key, object) -> bytes);
    assertThat(range(artifact, "bytes=0-9").status()).isEqualTo(206);
  }

  @Test
  void secondCopyIsServedWhenTheFirstBackendFailsOrHoldsOtherBytes() throws IOException {
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.shared().port())) {
      byte[] small = random(1000);
      s3.registerThrough(proxy.port(), "main", "default");
      String artifact = upload(small);
      status("main", "INVALID");
      s3.register("spare", "default");
      assertThat(upload(small)).isEqualTo(artifact);
      status("main", "OK");
      proxy.cut();
      assertThat(reader.get(artifact).bytes()).isEqualTo(small);
      assertThat(range(artifact, "bytes=1-2").bytes()).isEqualTo(Arrays.copyOfRange(small, 1, 3));
      proxy.pass();
      Files.write(s3.files("main").get(0), new byte[1000]);
      assertThat(reader.get(artifact).bytes()).isEqualTo(small);
      assertThat(range(artifact, "bytes=1-2").bytes()).isEqualTo(Arrays.copyOfRange(small, 1, 3));
    }
  }

  /** Those of probes have other keys. */
  private long gets(RecordingProxy proxy) {
    return proxy.requests().stream()
        .filter(it -> it.method().equals("GET") && it.path().contains("/sha256/"))
        .count();
  }

  private void status(String backend, String status) {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update cas_backend set status = ?, error_class = 'UNREACHABLE', error = 'x',
                      remedy = 'y'
                    where name = ? and organization_id = ?
                    """,
                    status,
                    backend,
                    organization.id()));
  }

  private ApiClient.Answer range(String artifact, String range) {
    return reader.send(reader.request(artifact).header("Range", range));
  }

  private String upload(byte[] content) {
    var answer = api.admin().upload("POST", s3.path() + "/artifacts", content);
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    return s3.path() + "/artifacts/" + answer.json().getString("digest");
  }

  private static byte[] random(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }
}

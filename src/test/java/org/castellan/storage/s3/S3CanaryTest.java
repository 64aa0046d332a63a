package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Part;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.LogTap;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise 7: what a storage says of a secret is in no log but the wire's, nor in what is thrown.
 */
class S3CanaryTest {

  private static final String SECRET = S3Server.secretAccessKey();
  private static final String GOSSIP =
      "<Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>"
          .formatted(SECRET, SECRET, SECRET);
  private static final String IDS =
      "x-amz-request-id: %s\r\nx-amz-id-2: %s\r\nLocation: http://%s/\r\n"
          .formatted(SECRET, SECRET, SECRET);

  @ParameterizedTest
  @ValueSource(ints = {307, 400, 403, 404, 409, 429, 500, 503})
  void storageThatSaysTheSecretItselfIsNotRepeated(int status) {
    try (FalseServer fake = FalseServer.answering(status, GOSSIP, IDS);
        LogTap log = LogTap.everything();
        var provider = new S3Provider(ThisMachine.allowed());
        BlobStore store = open(provider, fake)) {
      var deadline = Deadline.in(Duration.ofSeconds(20));
      var thrown =
          catchThrowableOfType(
              StorageException.class, () -> store.get("key", Part.WHOLE, deadline));
      store.probe("token", deadline);
      assertThat(trace(thrown)).contains("S3Exception").doesNotContain(SECRET);
      assertThat(log.lines()).anyMatch(line -> line.contains("software.amazon"));
      assertSecretIsNotIn(log);
    }
  }

  /** The SDK logs a request's ids, which the storage chooses. */
  @ParameterizedTest
  @ValueSource(strings = {"x-amz-request-id", "X-Amz-Request-Id", "x-amz-id-2", "X-AMZ-CF-ID"})
  void idsOfASuccessfulAnswerAreNotRepeated(String id) {
    String headers = "ETag: \"1\"\r\n%s: %s\r\n".formatted(id, SECRET);
    try (FalseServer fake = FalseServer.answering(200, "stored", headers);
        LogTap log = LogTap.everything();
        var provider = new S3Provider(ThisMachine.allowed());
        BlobStore store = open(provider, fake)) {
      var deadline = Deadline.in(Duration.ofSeconds(20));
      try (Blob blob = store.get("key", Part.WHOLE, deadline).orElseThrow()) {
        assertThat(blob.stream()).hasContent("stored");
      }
      assertThat(log.lines()).anyMatch(line -> line.contains("Received successful response"));
      assertSecretIsNotIn(log);
    }
  }

  private static BlobStore open(S3Provider provider, FalseServer fake) {
    return provider.open(
        fake.endpoint() + "/probed", new ProviderCredentials(S3Server.credentials()));
  }

  /** But for what the wire's own logger says. */
  private static void assertSecretIsNotIn(LogTap log) {
    assertThat(log.lines())
        .filteredOn(line -> !line.contains(" << "))
        .noneMatch(line -> line.contains(SECRET));
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

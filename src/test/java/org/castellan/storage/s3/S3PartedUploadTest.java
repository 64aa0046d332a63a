package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.UUID;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.Deadline;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageException;
import org.castellan.storage.VerifiedContent;
import org.castellan.testkit.BrokenStream;
import org.castellan.testkit.GeneratedBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Promise 6: whatever ends an upload in parts, nothing of it stays. */
class S3PartedUploadTest {

  private static final long MIB = 1 << 20;
  private static final long SIZE = 17 * MIB;

  private final S3Fixture fixture = new S3Fixture();
  private final String key = "sha256/" + UUID.randomUUID();
  private S3Client client;

  @BeforeEach
  void open() {
    client = fixture.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void partsMakeTheWhole() throws Exception {
    send(new GeneratedBytes(SIZE, 1), soon());
    try (InputStream stored = client.getObject(r -> r.bucket(S3Fixture.BUCKET).key(key))) {
      assertThat(Sha256.hex(stored)).isEqualTo(GeneratedBytes.sha256(SIZE, 1));
    }
    assertThat(fixture.unfinished(key)).isEmpty();
  }

  @Test
  void whatIsThereStays() {
    send(new GeneratedBytes(SIZE, 1), soon());
    assertThatThrownBy(() -> send(new GeneratedBytes(SIZE, 1), soon()))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(S3Bucket.taken(e)).isTrue());
    assertThat(fixture.unfinished(key)).isEmpty();
  }

  @Test
  void interruptedThreadAbortsAndStaysInterrupted() {
    InputStream interrupts = twoHalves(() -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> send(interrupts, soon())).isInstanceOf(StorageException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertNothingThere();
  }

  @Test
  void lateUploadIsAborted() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(4));
    InputStream late = twoHalves(() -> await().until(deadline::expired));
    assertThatThrownBy(() -> send(late, deadline)).isInstanceOf(StorageException.class);
    assertNothingThere();
  }

  @ParameterizedTest
  @CsvSource({"1,8388608", "83886080000,8388608", "83886080001,8388609", "5497558138880,549755814"})
  void partsAreAsLargeAsTenThousandOfThemNeed(long size, int part) {
    assertThat(S3PartedUpload.partSize(size)).isEqualTo(part);
  }

  private static InputStream twoHalves(Runnable between) {
    InputStream first = BrokenStream.after(new GeneratedBytes(SIZE / 2, 1), between::run);
    return new SequenceInputStream(first, new GeneratedBytes(SIZE, 2));
  }

  private void assertNothingThere() {
    assertThat(fixture.unfinished(key)).isEmpty();
    assertThat(bucket().describe(key, soon())).isEmpty();
  }

  private void send(InputStream bytes, Deadline deadline) {
    var content = new Content(bytes, SIZE, GeneratedBytes.sha256(SIZE, 1));
    S3Receipt unused =
        new S3PartedUpload(bucket(), S3Compatibility.AWS, deadline)
            .send(key, content, new VerifiedContent(content));
  }

  private S3Bucket bucket() {
    int unused = fixture.port();
    return new S3Bucket(client, S3Fixture.BUCKET);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30));
  }
}

package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Part;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageException;
import org.castellan.testkit.RefusingProxy;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that closes a kept connection just as it is used again is asked once more. */
class S3DroppedConnectionTest {

  private static final String NOTHING = "";
  private static final byte[] BYTES = {1, 2, 3};

  private final S3Fixture fixture = new S3Fixture();
  private final S3Provider provider = new S3Provider(ThisMachine.allowed());
  private final String key = "sha256/" + UUID.randomUUID();
  private final AtomicInteger dropped = new AtomicInteger();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void whatIsReadIsAskedForOnceMore() throws IOException {
    try (RefusingProxy proxy = dropping("GET ", 1);
        BlobStore store = open(proxy)) {
      assertThat(put(store, BYTES)).isEqualTo(PutOutcome.STORED);
      try (Blob blob = store.get(key, Part.WHOLE, soon()).orElseThrow()) {
        assertThat(blob.stream().readAllBytes()).isEqualTo(BYTES);
      }
      assertThat(dropped).hasValueGreaterThan(1);
    }
  }

  @Test
  void whatIsDroppedAgainIsUnreachable() {
    try (RefusingProxy proxy = dropping("HEAD ", Integer.MAX_VALUE);
        BlobStore store = open(proxy)) {
      assertThatThrownBy(() -> store.exists(key, soon()))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.UNREACHABLE));
      assertThat(dropped).hasValue(2);
    }
  }

  @Test
  void uploadOfWhichNoByteWasReadIsSentOnceMore() {
    try (RefusingProxy proxy = dropping("PUT ", 1);
        BlobStore store = open(proxy)) {
      assertThat(put(store, new byte[0])).isEqualTo(PutOutcome.STORED);
      assertThat(dropped).hasValue(2);
    }
  }

  /** Drops the connections of the first of those requests, as many as said. */
  private RefusingProxy dropping(String requests, int first) {
    return RefusingProxy.to(
        fixture.port(),
        head -> head.startsWith(requests) && dropped.incrementAndGet() <= first,
        NOTHING);
  }

  private BlobStore open(RefusingProxy proxy) {
    return provider.open(
        "http://127.0.0.1:" + proxy.port() + "/" + S3Fixture.BUCKET, fixture.credentials());
  }

  private PutOutcome put(BlobStore store, byte[] bytes) {
    return store.put(
        key, new Content(new ByteArrayInputStream(bytes), bytes.length, Sha256.hex(bytes)), soon());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}

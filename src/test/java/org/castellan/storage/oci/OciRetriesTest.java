package org.castellan.storage.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageException;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.RefusingProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A registry that is found in the middle of another's write is asked again, but not for ever. */
class OciRetriesTest {

  private static final String UNKNOWN =
      FalseServer.answer(400, "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\"}]}", "");
  private static final String FAILED = FalseServer.answer(500, "", "");
  private static final int TRIES = 5;

  private final OciFixture fixture = new OciFixture("retries");
  private final OciProvider provider = new OciProvider(OciFixture.POLICY);
  private final AtomicInteger asked = new AtomicInteger();
  private final byte[] bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
  private final String key = Sha256.hex(bytes);

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void blobThatIsUnknownForAMomentIsTaggedAllTheSame() {
    assertThat(putThrough("PUT /v2/retries/manifests/", 2, UNKNOWN)).isEqualTo(PutOutcome.STORED);
    assertThat(asked).hasValue(3);
  }

  @Test
  void tagThatIsUnreadableForAMomentIsReadAllTheSame() {
    assertThat(putThrough("GET /v2/retries/manifests/", 2, FAILED)).isEqualTo(PutOutcome.STORED);
    assertThat(asked).hasValueGreaterThan(2);
  }

  @Test
  void registryThatStaysSickIsToldOf() {
    assertThatThrownBy(() -> putThrough("GET /v2/retries/manifests/", Integer.MAX_VALUE, FAILED))
        .isInstanceOf(StorageException.class);
    assertThat(asked).hasValue(TRIES);
  }

  /** Refuses the first of those requests, as many as said. */
  private PutOutcome putThrough(String requests, int refused, String answer) {
    try (RefusingProxy proxy =
            RefusingProxy.to(
                fixture.port(),
                head -> head.startsWith(requests) && asked.incrementAndGet() <= refused,
                answer);
        BlobStore store = provider.open(fixture.location(proxy.port()), fixture.credentials())) {
      var content = new BlobStore.Content(new ByteArrayInputStream(bytes), bytes.length, key);
      return store.put(key, content, Deadline.in(Duration.ofSeconds(20)));
    }
  }
}

package org.castellan.storage.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.ContentMismatchException;
import org.castellan.storage.Deadline;
import org.castellan.storage.Part;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Sha256;
import org.castellan.testkit.OciRegistry;
import org.castellan.testkit.RecordingProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many requests an upload is. */
class OciPiecesTest {

  private static final int PIECE = 5 << 20;
  private static final Map<String, String> WHOLE = Map.of();
  private static final Map<String, String> PIECES =
      Map.of("maxRequestBytes", String.valueOf(PIECE));

  private final OciFixture fixture = new OciFixture("pieces");
  private final OciProvider provider = new OciProvider(OciFixture.POLICY);
  private final RecordingProxy proxy = RecordingProxy.to(fixture.port());
  private final String key = "pieces/" + UUID.randomUUID();

  @AfterEach
  void close() {
    provider.close();
    proxy.close();
  }

  @Test
  void fewBytesAreOneRequest() throws IOException {
    assertComesBack(1 << 20, WHOLE);
    assertThat(patches()).isZero();
  }

  @Test
  void manyBytesAreOneStream() throws IOException {
    assertComesBack(2 * PIECE + 1, WHOLE);
    assertThat(patches()).isEqualTo(1);
  }

  @Test
  void manyBytesArePiecesWhereRequestsAreBounded() throws IOException {
    assertComesBack(2 * PIECE + 1, PIECES);
    assertThat(patches()).isEqualTo(3);
  }

  @Test
  void piecesOfWhatBreaksHalfWayAreCancelled() {
    byte[] bytes = bytes(PIECE + 100);
    try (BlobStore store = open(PIECES)) {
      var shorter =
          new BlobStore.Content(new ByteArrayInputStream(bytes), 2L * PIECE, Sha256.hex(bytes));
      assertThatThrownBy(() -> store.put(key, shorter, soon()))
          .isInstanceOf(ContentMismatchException.class);
      assertThat(store.exists(key, soon())).isFalse();
    }
    assertThat(patches()).isEqualTo(2);
    assertThat(fixture.unfinished()).isEmpty();
  }

  private void assertComesBack(int size, Map<String, String> more) throws IOException {
    byte[] bytes = bytes(size);
    try (BlobStore store = open(more)) {
      var content = new BlobStore.Content(new ByteArrayInputStream(bytes), size, Sha256.hex(bytes));
      store.put(key, content, soon());
      try (Blob blob = store.get(key, Part.WHOLE, soon()).orElseThrow()) {
        assertThat(blob.stream().readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  private long patches() {
    return proxy.requests().stream().filter(it -> it.method().equals("PATCH")).count();
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private BlobStore open(Map<String, String> more) {
    var credentials = new HashMap<>(OciRegistry.credentials());
    credentials.putAll(more);
    return provider.open(fixture.location(proxy.port()), new ProviderCredentials(credentials));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}

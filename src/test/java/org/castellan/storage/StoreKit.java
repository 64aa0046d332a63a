package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.castellan.storage.BlobStore.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store on a real server, a key of each test's own, and bytes to put there. */
@Tag("provider-kit")
abstract class StoreKit {

  @RegisterExtension final KitTable table = new KitTable(this::provider);

  final String key = "sha256/" + UUID.randomUUID().toString().replace("-", "").repeat(2);
  BlobStore store;

  /** The provider's id. */
  protected abstract String provider();

  /** A store that works, in a place where other objects may lie. */
  protected abstract BlobStore open();

  /** The largest object it takes, in bytes. */
  protected int maxBytes() {
    return Integer.MAX_VALUE;
  }

  /**
   * What the server holds for this key that is no finished object: open uploads, uncommitted
   * blocks. Empty where the server cannot tell.
   */
  protected List<String> unfinished(String key) {
    return List.of();
  }

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  final void assertNothingThere() {
    assertThat(store.get(key, Part.WHOLE, soon())).isEmpty();
    assertThat(store.exists(key, soon())).isFalse();
    assertThat(unfinished(key)).isEmpty();
  }

  final byte[] read() {
    try (Blob blob = store.get(key, Part.WHOLE, soon()).orElseThrow()) {
      return blob.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As many as wanted, or as the provider takes. */
  final byte[] upTo(int size) {
    return bytes(Math.min(size, maxBytes()));
  }

  protected static Content content(byte[] bytes) {
    return new Content(stream(bytes), bytes.length, Sha256.hex(bytes));
  }

  protected static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  protected static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  protected static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}

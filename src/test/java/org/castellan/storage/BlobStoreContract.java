package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.castellan.storage.BlobStore.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every provider's store does alike. Promise 6: what was acknowledged is there, and nothing
 * else is.
 */
public abstract class BlobStoreContract {

  private final String key = "sha256/" + UUID.randomUUID();
  private BlobStore store;

  /** A store that works, in a place where other objects may lie. */
  protected abstract BlobStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 300_000, 512_000})
  void whatWasPutIsGotten(int size) {
    byte[] bytes = bytes(size);
    store.put(key, content(bytes), soon());
    assertThat(read(key)).isEqualTo(bytes);
    assertThat(store.exists(key, soon())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300_000})
  void wrongDigestLeavesNothingBehind(int size) {
    byte[] bytes = bytes(size);
    var wrong = new Content(stream(bytes), size, digest(bytes(size + 1)));
    assertThatThrownBy(() -> store.put(key, wrong, soon()))
        .isInstanceOf(ContentMismatchException.class);
    assertNothingThere();
  }

  @Test
  void shortStreamLeavesNothingBehind() {
    byte[] bytes = bytes(300_000);
    var announced = new Content(stream(Arrays.copyOf(bytes, 299_999)), 300_000, digest(bytes));
    assertThatThrownBy(() -> store.put(key, announced, soon()))
        .isInstanceOf(ContentMismatchException.class);
    assertNothingThere();
  }

  @Test
  void longStreamLeavesNothingBehind() {
    byte[] bytes = bytes(1000);
    var announced = new Content(stream(bytes), 999, digest(Arrays.copyOf(bytes, 999)));
    assertThatThrownBy(() -> store.put(key, announced, soon()))
        .isInstanceOf(ContentMismatchException.class);
    assertNothingThere();
  }

  @Test
  void failingStreamLeavesNothingBehindAndSaysItWasTheStream() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the sender went away");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };
    var content = new Content(failing, 10, digest(bytes(10)));
    assertThatThrownBy(() -> store.put(key, content, soon()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the sender went away");
    assertNothingThere();
  }

  @Test
  void failedPutDoesNotHarmWhatIsThere() {
    byte[] bytes = bytes(1000);
    store.put(key, content(bytes), soon());
    var wrong = new Content(stream(bytes(1001)), 1001, digest(bytes));
    assertThatThrownBy(() -> store.put(key, wrong, soon()))
        .isInstanceOf(ContentMismatchException.class);
    assertThat(read(key)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000})
  void puttingTwiceSaysThatItWasThere(int size) {
    byte[] bytes = bytes(size);
    assertThat(store.put(key, content(bytes), soon())).isEqualTo(PutOutcome.STORED);
    assertThat(store.put(key, content(bytes), soon())).isEqualTo(PutOutcome.ALREADY_THERE);
    assertThat(read(key)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1000, 1001})
  void otherBytesNeverReplaceWhatIsThere(int size) {
    byte[] bytes = bytes(1000);
    byte[] others = new byte[size];
    store.put(key, content(bytes), soon());
    assertThat(store.put(key, content(others), soon())).isEqualTo(PutOutcome.OTHER_BYTES_THERE);
    assertThat(read(key)).isEqualTo(bytes);
  }

  @Test
  void aDescriptionHasSizeAndVersion() {
    byte[] bytes = bytes(1000);
    store.put(key, content(bytes), soon());
    Description described = store.describe(key, soon()).orElseThrow();
    assertThat(described.size()).isEqualTo(1000);
    assertThat(described.version()).isNotEmpty();
    assertThat(store.describe(key, soon())).contains(described);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,1000", "0,5000", "999,1", "500,200", "999,5", "1000,1", "5000,1"})
  void aPartIsGotten(int offset, int length) {
    byte[] bytes = bytes(1000);
    store.put(key, content(bytes), soon());
    byte[] expected =
        Arrays.copyOfRange(bytes, Math.min(offset, 1000), Math.min(offset + length, 1000));
    try (Blob blob = store.get(key, Part.of(offset, length), soon()).orElseThrow()) {
      assertThat(blob.stream()).hasBinaryContent(expected);
      assertThat(blob.description().size()).isEqualTo(1000);
    }
  }

  @Test
  void aPartIsOfThePinnedVersionOnly() {
    store.put(key, content(bytes(1000)), soon());
    String version = store.describe(key, soon()).orElseThrow().version();
    Part part = Part.of(0, 10).pinnedTo(version);
    store.get(key, part, soon()).orElseThrow().close();
    store.delete(key, soon());
    store.put(key, content(bytes(1001)), soon());
    assertThat(store.get(key, part, soon())).isEmpty();
  }

  @Test
  void writersAtOnceAllSucceed() {
    byte[] bytes = bytes(200_000);
    CompletableFuture<?>[] writers =
        Stream.generate(() -> content(bytes))
            .limit(4)
            .map(each -> CompletableFuture.runAsync(() -> store.put(key, each, soon())))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(writers).join();
    assertThat(read(key)).isEqualTo(bytes);
  }

  @Test
  void gettingWhatIsMissingIsEmpty() {
    assertNothingThere();
  }

  @Test
  void deletingIsIdempotent() {
    store.put(key, content(bytes(10)), soon());
    store.delete(key, soon());
    store.delete(key, soon());
    assertNothingThere();
  }

  @Test
  void expiredDeadlineIsATimeout() {
    Deadline past = Deadline.in(Duration.ZERO);
    assertThatThrownBy(() -> store.get(key, Part.WHOLE, past))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.TIMEOUT));
  }

  private void assertNothingThere() {
    assertThat(store.get(key, Part.WHOLE, soon())).isEmpty();
    assertThat(store.exists(key, soon())).isFalse();
  }

  private byte[] read(String name) {
    try (Blob blob = store.get(name, Part.WHOLE, soon()).orElseThrow()) {
      return blob.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected static Content content(byte[] bytes) {
    return new Content(stream(bytes), bytes.length, digest(bytes));
  }

  protected static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  protected static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static String digest(byte[] bytes) {
    return Sha256.hex(bytes);
  }
}

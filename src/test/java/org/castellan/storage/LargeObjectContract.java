package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.castellan.storage.BlobStore.Content;
import org.castellan.testkit.BrokenStream;
import org.castellan.testkit.ChildProcess;
import org.castellan.testkit.GeneratedBytes;
import org.junit.jupiter.api.Test;

/** Promise 6: memory does not grow with the artifact. The bytes are made while they are sent. */
public abstract class LargeObjectContract extends NetworkKit {

  private static final long MIB = 1 << 20;
  private static final long SIZE = 200 * MIB;
  private static final Duration TIME = Duration.ofMinutes(2);

  /** Less than the object, so that no client can hold it. */
  private static final int HEAP = 128;

  private final String key = "sha256/" + UUID.randomUUID().toString().replace("-", "").repeat(2);

  /** As in {@link StoreKit#unfinished}. */
  protected List<String> unfinished(String key) {
    return List.of();
  }

  @Test
  void twoHundredMebibytesGoAndComeBackInAHeapOfLess() throws Exception {
    String digest = GeneratedBytes.sha256(SIZE, 1);
    String[] arguments =
        LargeObjectRound.arguments(fixture, fixture.location(fixture.port()), key, SIZE, digest);
    try (ChildProcess child = ChildProcess.run(HEAP, LargeObjectRound.class, arguments)) {
      assertThat(child.line()).isEqualTo("STORED " + SIZE + " " + digest);
    }
    assertThat(unfinished(key)).isEmpty();
  }

  @Test
  void senderWhoGoesAwayHalfWayLeavesNothingBehind() {
    var content =
        new Content(
            BrokenStream.gone(new GeneratedBytes(SIZE / 2, 1)),
            SIZE,
            GeneratedBytes.sha256(SIZE, 1));
    try (BlobStore store = open(fixture.port())) {
      assertThatThrownBy(() -> store.put(key, content, in(TIME)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("the sender went away");
      assertThat(store.exists(key, in(TIME))).isFalse();
    }
    assertThat(unfinished(key)).isEmpty();
  }

  @Test
  void wrongDigestLeavesNothingBehind() {
    long size = 100 * MIB;
    var content = new Content(new GeneratedBytes(size, 1), size, "0".repeat(64));
    try (BlobStore store = open(fixture.port())) {
      assertThatThrownBy(() -> store.put(key, content, in(TIME)))
          .isInstanceOf(ContentMismatchException.class);
      assertThat(store.exists(key, in(TIME))).isFalse();
    }
    assertThat(unfinished(key)).isEmpty();
  }
}

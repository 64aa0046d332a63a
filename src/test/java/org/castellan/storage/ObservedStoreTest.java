package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.toy.ToyProvider;
import org.junit.jupiter.api.Test;

/** Every call of a provider is seen, with how it ended. */
class ObservedStoreTest {

  private static final ProviderCredentials NONE = new ProviderCredentials(Map.of());
  private static final byte[] BYTES = "hello".getBytes(StandardCharsets.UTF_8);

  private final List<String> seen = new ArrayList<>();
  private final Provider provider =
      new ObservedProvider(
          new ToyProvider(), CallObserver.all(List.of(writing("outer"), writing("inner"))));
  private final BlobStore store = provider.open("toy://shelf", NONE);
  private final Deadline soon = Deadline.in(Duration.ofSeconds(20));

  private CallObserver writing(String name) {
    return (kind, operation) -> {
      seen.add(name + " " + kind + " " + operation);
      return failure -> seen.add(name + " " + failure.map(Enum::name).orElse("OK"));
    };
  }

  @Test
  void theFirstObserverIsAroundTheOthers() {
    store.delete("a", soon);
    assertThat(seen)
        .containsExactly("outer TOY DELETE", "inner TOY DELETE", "inner OK", "outer OK");
  }

  @Test
  void eachCallIsSeenByItsName() {
    store.put("a", content(Sha256.hex(BYTES)), soon);
    store.get("a", Part.WHOLE, soon).orElseThrow().close();
    assertThat(store.exists("a", soon)).isTrue();
    assertThat(store.describe("a", soon)).isPresent();
    store.discard("a", soon);
    store.reap(Duration.ofHours(1), soon);
    store.probe("token", soon);
    assertThat(seen.stream().filter(it -> it.startsWith("outer TOY")).map(it -> it.substring(10)))
        .containsExactly("PUT", "GET", "DESCRIBE", "DESCRIBE", "DISCARD", "REAP", "PROBE");
  }

  @Test
  void whatTheProviderDidWrongIsToldByItsClass() {
    Deadline past = Deadline.in(Duration.ZERO);
    assertThatThrownBy(() -> store.describe("a", past)).isInstanceOf(StorageException.class);
    store.probe("token", past);
    assertThat(seen.stream().filter(it -> it.startsWith("outer") && !it.contains("TOY")))
        .containsExactly("outer TIMEOUT", "outer TIMEOUT");
  }

  @Test
  void wrongBytesAreNotTheProvidersFault() {
    assertThatThrownBy(() -> store.put("a", content("0".repeat(64)), soon))
        .isInstanceOf(ContentMismatchException.class);
    assertThat(seen).contains("outer OK");
  }

  private static Content content(String sha256) {
    return new Content(new ByteArrayInputStream(BYTES), BYTES.length, sha256);
  }
}

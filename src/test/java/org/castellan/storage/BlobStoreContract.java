package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every provider's store does alike, with what a broken put leaves. Promise 6: what was
 * acknowledged is there, and nothing else is.
 */
public abstract class BlobStoreContract extends BrokenPutContract {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 300_000, 512_000, 5 * MIB})
  void whatWasPutIsGotten(int size) {
    byte[] bytes = upTo(size);
    assertThat(store.put(key, content(bytes), soon())).isEqualTo(PutOutcome.STORED);
    assertThat(read()).isEqualTo(bytes);
    assertThat(store.exists(key, soon())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 5 * MIB})
  void puttingTwiceSaysThatItWasThere(int size) {
    byte[] bytes = upTo(size);
    assertThat(store.put(key, content(bytes), soon())).isEqualTo(PutOutcome.STORED);
    assertThat(store.put(key, content(bytes), soon())).isEqualTo(PutOutcome.ALREADY_THERE);
    assertThat(read()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1000, 1001})
  void otherBytesNeverReplaceWhatIsThere(int size) {
    byte[] bytes = bytes(1000);
    byte[] others = new byte[size];
    store.put(key, content(bytes), soon());
    assertThat(store.put(key, content(others), soon())).isEqualTo(PutOutcome.OTHER_BYTES_THERE);
    assertThat(read()).isEqualTo(bytes);
  }

  @Test
  void writersOfTheSameAtOnceAllSucceed() {
    byte[] bytes = bytes(200_000);
    List<CompletableFuture<PutOutcome>> writers =
        Stream.generate(() -> content(bytes))
            .limit(4)
            .map(each -> CompletableFuture.supplyAsync(() -> store.put(key, each, soon())))
            .toList();
    assertThat(writers.stream().map(CompletableFuture::join).toList())
        .contains(PutOutcome.STORED)
        .doesNotContain(PutOutcome.OTHER_BYTES_THERE);
    assertThat(read()).isEqualTo(bytes);
    assertThat(unfinished(key)).isEmpty();
  }

  @Test
  void descriptionHasSizeAndVersion() {
    byte[] bytes = bytes(1000);
    store.put(key, content(bytes), soon());
    Description described = store.describe(key, soon()).orElseThrow();
    assertThat(described.size()).isEqualTo(1000);
    assertThat(described.sha256().orElse(Sha256.hex(bytes))).isEqualTo(Sha256.hex(bytes));
    assertThat(described.version()).isNotEmpty();
    assertThat(store.describe(key, soon())).contains(described);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,1000", "0,5000", "999,1", "500,200", "999,5", "1000,1", "5000,1"})
  void partIsGotten(int offset, int length) {
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
  void partIsOfThePinnedVersionOnly() {
    store.put(key, content(bytes(1000)), soon());
    String version = store.describe(key, soon()).orElseThrow().version();
    Part part = Part.of(0, 10).pinnedTo(version);
    store.get(key, part, soon()).orElseThrow().close();
    store.delete(key, soon());
    store.put(key, content(bytes(1001)), soon());
    assertThat(store.get(key, part, soon())).isEmpty();
  }

  @Test
  void missingObjectIsEmpty() {
    assertNothingThere();
  }

  @Test
  void deletingTwiceIsDeletingOnce() {
    store.put(key, content(bytes(10)), soon());
    store.delete(key, soon());
    store.delete(key, soon());
    assertNothingThere();
  }

  @Test
  void probeIsHealthyAndReapsNothingOfItsOwn() {
    assertThat(store.probe("kit", soon())).isInstanceOf(ProbeResult.Healthy.class);
    assertThat(store.reap(Duration.ofDays(1), soon())).isZero();
  }

  @Test
  void expiredDeadlineIsTimeout() {
    Deadline past = Deadline.in(Duration.ZERO);
    assertThatThrownBy(() -> store.get(key, Part.WHOLE, past))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.TIMEOUT));
  }
}

package org.castellan.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.castellan.testkit.BenchTable;
import org.castellan.transfer.TransferStage.Place;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What transfers cost through Castellan, to the same without it. */
@Tag("bench")
@TestInstance(Lifecycle.PER_CLASS)
class TransferBench {

  private static final long LARGE = 256 << 20;
  private static final int LARGE_ROUNDS = 3;

  private static final long SMALL = 4 << 10;
  private static final int SMALL_ROUNDS = 7;
  private static final int AT_ONCE = 4;
  private static final int WARM_UP = 3;

  /** After 12,000 requests Java still spends more on compiling the server than later on. */
  private static final int COMPILED_AFTER = 16_000;

  private final TransferStage stage = new TransferStage();
  private final AtomicLong seeds = new AtomicLong();
  private final List<String> missed = new ArrayList<>();

  @BeforeAll
  void compileAll() {
    try (SdkRoute sdk = stage.sdk(Place.NEAR)) {
      for (int requests = 0; requests < COMPILED_AFTER; requests += requests(Place.NEAR)) {
        warmUp(sdk, stage.castellan(Place.NEAR), samples(Place.NEAR));
      }
    }
    stage.settle();
  }

  /** Of a round; enough to last a while. */
  private static int requests(Place place) {
    return AT_ONCE * (place == Place.NEAR ? 100 : 25);
  }

  private static void warmUp(Route sdk, Route castellan, List<Sample> samples) {
    Timings.warmUp(() -> each(samples, sdk::put), () -> each(samples, castellan::put));
    Timings.warmUp(() -> each(samples, sdk::get), () -> each(samples, castellan::get));
  }

  @AfterAll
  void end() {
    stage.close();
  }

  @Test
  void largeArtifacts() throws IOException {
    everywhere(
        compared("256 MiB through Castellan, and with the SDK alone", "GiB"),
        this::large,
        "transfer-large.md");
  }

  private void large(Place place, BenchTable table) {
    var up = new Timings(stage.use());
    var down = new Timings(stage.use());
    Route castellan = stage.castellan(place);
    try (SdkRoute sdk = stage.sdk(place)) {
      for (int round = 0; round <= LARGE_ROUNDS; round++) {
        Sample sample = Sample.of(LARGE, seeds.incrementAndGet());
        if (round == 0) {
          Timings.warmUp(() -> sdk.put(sample), () -> castellan.put(sample));
          Timings.warmUp(() -> sdk.get(sample), () -> castellan.get(sample));
        } else {
          up.round(() -> sdk.put(sample), () -> castellan.put(sample));
          down.round(() -> sdk.get(sample), () -> castellan.get(sample));
        }
        stage.forget(place);
      }
    }
    largeRow(table, place, "upload", up);
    largeRow(table, place, "download", down);
  }

  private void largeRow(BenchTable table, Place place, String what, Timings timings) {
    double bound = place == Place.NEAR ? 0.5 : 0.8;
    table.row(
        place.words(),
        what,
        "%.0f MiB/s".formatted((LARGE >> 20) / timings.direct()),
        "%.0f MiB/s".formatted((LARGE >> 20) / timings.through()),
        "%.2f".formatted(timings.ratio()),
        "at least " + bound,
        "%.1f s".formatted(timings.cpu() * (1 << 30) / LARGE));
    require(timings.ratio() >= bound, place + " " + what + " " + timings.ratio());
  }

  @Test
  void smallArtifacts() throws IOException {
    everywhere(
        compared(
            "Artifacts of 4 KiB through Castellan, and with the SDK alone, " + AT_ONCE + " at once",
            "request"),
        this::small,
        "transfer-small.md");
  }

  private void small(Place place, BenchTable table) {
    var up = new Timings(stage.use());
    var down = new Timings(stage.use());
    Route castellan = stage.castellan(place);
    try (SdkRoute sdk = stage.sdk(place)) {
      for (int round = -WARM_UP; round < SMALL_ROUNDS; round++) {
        List<Sample> samples = samples(place);
        if (round < 0) {
          warmUp(sdk, castellan, samples);
        } else {
          up.round(() -> each(samples, sdk::put), () -> each(samples, castellan::put));
          down.round(() -> each(samples, sdk::get), () -> each(samples, castellan::get));
        }
      }
    }
    smallRow(table, place, "upload", up);
    smallRow(table, place, "download", down);
  }

  private List<Sample> samples(Place place) {
    return LongStream.range(0, requests(place))
        .mapToObj(i -> Sample.of(SMALL, seeds.incrementAndGet()))
        .toList();
  }

  private static void each(List<Sample> samples, Consumer<Sample> call) {
    int each = samples.size() / AT_ONCE;
    AtOnce.run(
        AT_ONCE,
        client ->
            IntStream.range(0, each).forEach(i -> call.accept(samples.get(client * each + i))));
  }

  private void smallRow(BenchTable table, Place place, String what, Timings timings) {
    double bound = place == Place.NEAR ? 0.25 : 0.8;
    int requests = requests(place);
    table.row(
        place.words(),
        what,
        "%.0f/s".formatted(requests / timings.direct()),
        "%.0f/s".formatted(requests / timings.through()),
        "%.2f".formatted(timings.ratio()),
        "at least " + bound,
        "%.1f ms".formatted(timings.cpu() * 1000 / requests));
    require(timings.ratio() >= bound, place + " " + what + " " + timings.ratio());
  }

  @Test
  void gateOfAFreshBackend() throws IOException {
    var table =
        new BenchTable(
            "The gate's share of a request on a fresh backend: uploads of 4 KiB, one by one",
            "the S3 server is",
            "request",
            "of that at the gate",
            "share",
            "bound");
    everywhere(table, this::gate, "transfer-gate.md");
  }

  private void gate(Place place, BenchTable table) {
    Route castellan = stage.castellan(place);
    samples(place).forEach(castellan::put);
    List<Sample> samples = samples(place);
    double before = stage.secondsAtTheGate();
    double requests = Timings.seconds(() -> samples.forEach(castellan::put));
    double gate = stage.secondsAtTheGate() - before;
    table.row(
        place.words(),
        "%.1f ms".formatted(requests * 1000 / samples.size()),
        "%.2f ms".formatted(gate * 1000 / samples.size()),
        "%.1f %%".formatted(100 * gate / requests),
        "at most 5 %");
    require(gate <= 0.05 * requests, "gate, " + place + ": " + gate / requests);
  }

  private static BenchTable compared(String what, String unit) {
    return new BenchTable(
        what,
        "the S3 server is",
        "",
        "SDK alone",
        "Castellan",
        "ratio",
        "bound",
        "Castellan's CPU per " + unit);
  }

  private void everywhere(BenchTable table, BiConsumer<Place, BenchTable> measure, String file)
      throws IOException {
    missed.clear();
    for (Place place : Place.values()) {
      measure.accept(place, table);
    }
    table.write(file);
    assertThat(missed).isEmpty();
  }

  private void require(boolean kept, String what) {
    if (!kept) {
      missed.add(what);
    }
  }
}

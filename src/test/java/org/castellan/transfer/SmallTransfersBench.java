package org.castellan.transfer;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.castellan.transfer.TransferStage.Place;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What small artifacts cost through Castellan, to the same without it. */
@Tag("bench")
@TestInstance(Lifecycle.PER_CLASS)
class SmallTransfersBench {

  private static final long SIZE = 4 << 10;
  private static final int ROUNDS = 7;
  private static final int AT_ONCE = 4;
  private static final int WARM_UP = 3;

  /** After 12,000 requests Java still spends more on compiling the server than later on. */
  private static final int COMPILED_AFTER = 16_000;

  private static final String NOTE =
      """
      On this machine it is all processor time, and the bound is not kept at each run: what a request
      costs, and what was tried, is in [ADR 21](adr/0021-a-small-download-asks-the-database-twice.md).
      """;

  private final TransferStage stage = new TransferStage();
  private final AtomicLong seeds = new AtomicLong();

  @BeforeAll
  void compileAll() {
    var unused = new Timings(stage.use(), COMPILED_AFTER);
    try (SdkRoute sdk = stage.sdk(Place.NEAR)) {
      for (int requests = 0; requests < COMPILED_AFTER; requests += requests(Place.NEAR)) {
        round(sdk, stage.castellan(Place.NEAR), samples(Place.NEAR), unused, unused);
      }
    }
    stage.settle();
  }

  /** Of a round; enough to last a while. */
  private static int requests(Place place) {
    return AT_ONCE * (place == Place.NEAR ? 100 : 25);
  }

  @AfterAll
  void end() {
    stage.close();
  }

  @Test
  void smallArtifacts() throws IOException {
    var table =
        PlaceTable.compared(
            "Artifacts of 4 KiB through Castellan, and with the SDK alone, " + AT_ONCE + " at once",
            "request");
    table.note(NOTE);
    table.write("transfer-small.md", this::small);
  }

  private void small(Place place, PlaceTable table) {
    var up = new Timings(stage.use(), WARM_UP);
    var down = new Timings(stage.use(), WARM_UP);
    Route castellan = stage.castellan(place);
    try (SdkRoute sdk = stage.sdk(place)) {
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        round(sdk, castellan, samples(place), up, down);
      }
    }
    double bound = place == Place.NEAR ? 0.25 : 0.8;
    int requests = requests(place);
    var load = new PlaceTable.Load(requests, "/s", 1000.0 / requests, " ms");
    table.speed(place, "upload", up, load, bound);
    table.speed(place, "download", down, load, bound);
  }

  private static void round(
      Route sdk, Route castellan, List<Sample> samples, Timings up, Timings down) {
    up.round(() -> each(samples, sdk::put), () -> each(samples, castellan::put));
    down.round(() -> each(samples, sdk::get), () -> each(samples, castellan::get));
  }

  private List<Sample> samples(Place place) {
    return LongStream.range(0, requests(place))
        .mapToObj(i -> Sample.of(SIZE, seeds.incrementAndGet()))
        .toList();
  }

  private static void each(List<Sample> samples, Consumer<Sample> call) {
    int each = samples.size() / AT_ONCE;
    AtOnce.run(
        AT_ONCE,
        client ->
            IntStream.range(0, each).forEach(i -> call.accept(samples.get(client * each + i))));
  }

  @Test
  void gateOfAFreshBackend() throws IOException {
    var table =
        new PlaceTable(
            "The gate's share of a request on a fresh backend: uploads of 4 KiB, one by one",
            "the S3 server is",
            "request",
            "of that at the gate",
            "share",
            "bound");
    table.write("transfer-gate.md", this::gate);
  }

  private void gate(Place place, PlaceTable table) {
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
    table.require(gate <= 0.05 * requests, "gate, " + place + ": " + gate / requests);
  }
}

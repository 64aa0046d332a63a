package org.castellan.transfer;

import java.io.IOException;
import java.util.function.Consumer;
import org.castellan.transfer.TransferStage.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a large artifact costs through Castellan, to the same without it. */
@Tag("bench")
class LargeTransfersBench {

  private static final long SIZE = 256 << 20;
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 5;

  private static final String NOTE =
      """
      What Castellan hands out has the digest that was asked for. The SDK alone compares none, so the
      bound of a download is for a client that hashes what the SDK reads. Beside the SDK alone a
      download shows what that costs: SHA-256 of 256 MiB takes one of these two processors longer
      than the SDK takes for the whole of it ([ADR 20](adr/0020-a-download-is-hashed-where-it-is-read.md)).
      """;

  @Test
  void largeArtifacts() throws IOException {
    var table = PlaceTable.compared("256 MiB through Castellan, and with the SDK alone", "GiB");
    table.note(NOTE);
    try (var stage = new TransferStage()) {
      table.write("transfer-large.md", (place, rows) -> measure(stage, place, rows));
    }
  }

  private static void measure(TransferStage stage, Place place, PlaceTable table) {
    var up = new Timings(stage.use());
    var down = new Timings(stage.use());
    var compared = new Timings(stage.use());
    Route castellan = stage.castellan(place);
    try (SdkRoute sdk = stage.sdk(place)) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        Sample sample = Sample.of(SIZE, round);
        boolean counts = round >= 0;
        time(up, counts, sample, sdk::put, castellan::put);
        time(down, counts, sample, sdk::get, castellan::get);
        time(compared, counts, sample, sdk::getCompared, castellan::get);
        stage.forget(place);
      }
    }
    double bound = place == Place.NEAR ? 0.5 : 0.8;
    row(table, place, "upload", up, "at least " + bound);
    row(table, place, "download, the SDK's digest compared", compared, "at least " + bound);
    row(table, place, "download", down, "");
    table.require(up.ratio() >= bound, place + " upload " + up.ratio());
    table.require(compared.ratio() >= bound, place + " download " + compared.ratio());
  }

  private static void time(
      Timings timings,
      boolean counts,
      Sample sample,
      Consumer<Sample> direct,
      Consumer<Sample> through) {
    if (counts) {
      timings.round(() -> direct.accept(sample), () -> through.accept(sample));
    } else {
      Timings.warmUp(() -> direct.accept(sample), () -> through.accept(sample));
    }
  }

  private static void row(
      PlaceTable table, Place place, String what, Timings timings, String bound) {
    table.row(
        place.words(),
        what,
        "%.0f MiB/s".formatted((SIZE >> 20) / timings.direct()),
        "%.0f MiB/s".formatted((SIZE >> 20) / timings.through()),
        "%.2f".formatted(timings.ratio()),
        bound,
        "%.1f s".formatted(timings.cpu() * (1 << 30) / SIZE));
  }
}

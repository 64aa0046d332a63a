package org.castellan.transfer;

import java.io.IOException;
import org.castellan.transfer.TransferStage.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a large artifact costs through Castellan, to the same without it. */
@Tag("bench")
class LargeTransfersBench {

  private static final long SIZE = 256 << 20;
  private static final PlaceTable.Load LOAD =
      new PlaceTable.Load(SIZE >> 20, " MiB/s", (double) (1 << 30) / SIZE, " s");
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
    var up = new Timings(stage.use(), WARM_UP);
    var down = new Timings(stage.use(), WARM_UP);
    var compared = new Timings(stage.use(), WARM_UP);
    Route castellan = stage.castellan(place);
    try (SdkRoute sdk = stage.sdk(place)) {
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        Sample sample = Sample.of(SIZE, round);
        up.round(() -> sdk.put(sample), () -> castellan.put(sample));
        down.round(() -> sdk.get(sample), () -> castellan.get(sample));
        compared.round(() -> sdk.getCompared(sample), () -> castellan.get(sample));
        stage.forget(place);
      }
    }
    double bound = place == Place.NEAR ? 0.5 : 0.8;
    table.speed(place, "upload", up, LOAD, bound);
    table.speed(place, "download, the SDK's digest compared", compared, LOAD, bound);
    table.speed(place, "download", down, LOAD);
  }
}

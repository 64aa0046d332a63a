package org.castellan.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.castellan.testkit.BenchTable;
import org.castellan.transfer.TransferStage.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 6: memory does not grow with the artifacts, however many come at once. */
@Tag("bench")
class CrowdBench {

  private static final int AT_ONCE = 10;
  private static final long GIB = 1 << 30;

  /** Of all but the first, which has 1 GiB. {@code -Dbench.crowd.mib=1024} for ten of them. */
  private static final long SIZE = Long.getLong("bench.crowd.mib", 256) << 20;

  private static final String NOTE =
      """
      What a client has not taken yet waits in Payara's heap, up to four send buffers of its socket,
      which over loopback are 16 MiB each ([why](security.md)). Whether clients lag differs from run to
      run: in others downloads left 231 to 266 MiB, and with `socket-write-buffer-size=65536` 113 MiB.
      """;

  @Test
  void tenAtOnceFitIntoASmallHeap() throws IOException {
    List<Sample> samples =
        IntStream.range(0, AT_ONCE).mapToObj(i -> Sample.of(i == 0 ? GIB : SIZE, i + 1L)).toList();
    try (var stage = new TransferStage()) {
      Route castellan = stage.castellan(Place.NEAR);
      var table =
          new BenchTable(
              "Ten at once, one of 1 GiB and nine of %d MiB, through a server with -Xmx384m"
                  .formatted(SIZE >> 20),
              "",
              "took",
              "peak of the heap",
              "most that a collection left there",
              "peak of the process (RSS)");
      measure(table, stage.use(), "uploads", i -> castellan.put(samples.get(i)));
      measure(table, stage.use(), "downloads", i -> castellan.get(samples.get(i)));
      table.note(NOTE);
      table.write("transfer-crowd.md");
      assertThat(stage.use().peakLive()).as("MiB").isLessThan(InProduction.HEAP * 3 / 4);
      assertThat(stage.use().peakResident()).as("MiB").isLessThan(1024);
    }
  }

  private static void measure(BenchTable table, ReplicaUse use, String what, IntConsumer client) {
    long begun = System.nanoTime();
    AtOnce.run(AT_ONCE, client);
    table.row(
        what,
        (System.nanoTime() - begun) / 1_000_000_000 + " s",
        use.peakHeap() + " MiB",
        use.peakLive() + " MiB",
        use.peakResident() + " MiB");
  }
}

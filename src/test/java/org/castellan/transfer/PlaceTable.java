package org.castellan.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.castellan.testkit.BenchTable;
import org.castellan.transfer.TransferStage.Place;

/** What was measured at each place, and which bounds of it were not kept. */
final class PlaceTable {

  /**
   * What one round transfers.
   *
   * @param amount in the unit of the rate
   * @param ofCpu seconds of processor time of a round, times this, are in the unit of the other
   */
  record Load(double amount, String rate, double ofCpu, String cpu) {}

  private final BenchTable table;
  private final List<String> missed = new ArrayList<>();

  PlaceTable(String title, String... columns) {
    table = new BenchTable(title, columns);
  }

  /** Of two routes: how fast each is. */
  static PlaceTable compared(String title, String unit) {
    return new PlaceTable(
        title,
        "the S3 server is",
        "",
        "SDK alone",
        "Castellan",
        "ratio",
        "bound",
        "Castellan's CPU per " + unit);
  }

  void row(Object... cells) {
    table.row(cells);
  }

  /** A row of {@link #compared}. */
  void speed(Place place, String what, Timings timings, Load load) {
    speed(place, what, timings, load, "");
  }

  /** The same, with a bound for the ratio. */
  void speed(Place place, String what, Timings timings, Load load, double bound) {
    speed(place, what, timings, load, "at least " + bound);
    require(timings.ratio() >= bound, place + " " + what + " " + timings.ratio());
  }

  private void speed(Place place, String what, Timings timings, Load load, String bound) {
    row(
        place.words(),
        what,
        "%.0f%s".formatted(load.amount() / timings.direct(), load.rate()),
        "%.0f%s".formatted(load.amount() / timings.through(), load.rate()),
        "%.2f".formatted(timings.ratio()),
        bound,
        "%.1f%s".formatted(timings.cpu() * load.ofCpu(), load.cpu()));
  }

  void require(boolean kept, String what) {
    if (!kept) {
      missed.add(what);
    }
  }

  void note(String paragraph) {
    table.note(paragraph);
  }

  /**
   * Measures at each place and writes what came of it, however it was.
   *
   * @throws AssertionError when a bound was not kept
   */
  void write(String file, BiConsumer<Place, PlaceTable> measure) throws IOException {
    for (Place place : Place.values()) {
      measure.accept(place, this);
    }
    table.write(file);
    assertThat(missed).isEmpty();
  }
}

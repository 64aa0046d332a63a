package org.castellan.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** A bar that grows on a terminal while bytes go by, and nothing where there is no terminal. */
final class Progress implements AutoCloseable {

  private static final int WIDTH = 30;
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(100);

  private final Surroundings surroundings;
  private final String label;
  private final long total;
  private final long begin = System.nanoTime();
  private long done;
  private long shown = begin - EVERY;

  /**
   * @param total in bytes; negative when it is not known
   */
  Progress(Surroundings surroundings, String label, long total) {
    this.surroundings = surroundings;
    this.label = label;
    this.total = total;
  }

  /** The same bytes, counted as they are read. */
  InputStream of(InputStream bytes) {
    return new FilterInputStream(bytes) {
      @Override
      public int read() throws IOException {
        int one = super.read();
        add(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        add(Math.max(0, read));
        return read;
      }
    };
  }

  private void add(int bytes) {
    done += bytes;
    if (System.nanoTime() - shown >= EVERY) {
      shown = System.nanoTime();
      show(text());
    }
  }

  private String text() {
    double seconds = Math.max(1, System.nanoTime() - begin) / 1e9;
    String rate = Bytes.text((long) (done / seconds)) + "/s";
    if (total <= 0) {
      return "%s %s %s".formatted(label, Bytes.text(done), rate);
    }
    int filled = (int) Math.min(WIDTH, WIDTH * done / total);
    return "%s [%s%s] %d%% of %s %s"
        .formatted(
            label,
            "#".repeat(filled),
            ".".repeat(WIDTH - filled),
            100 * done / total,
            Bytes.text(total),
            rate);
  }

  /** Over what was there. */
  private void show(String line) {
    if (surroundings.interactive()) {
      surroundings.err().print("\r" + line + "\u001b[K");
      surroundings.err().flush();
    }
  }

  /** Leaves the last state, and the cursor below it. */
  @Override
  public void close() {
    if (surroundings.interactive()) {
      show(text());
      surroundings.err().println();
    }
  }
}

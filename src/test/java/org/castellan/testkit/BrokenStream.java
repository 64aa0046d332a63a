package org.castellan.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** Gives no byte: something happens instead, whenever it is read. */
public final class BrokenStream extends InputStream {

  /** What happens; the stream ends after it when it does not throw. */
  public interface Then {
    void happens() throws IOException;
  }

  private final Then then;

  private BrokenStream(Then then) {
    this.then = then;
  }

  /** What the stream gives, and then something happens. */
  public static InputStream after(InputStream stream, Then then) {
    return new SequenceInputStream(stream, new BrokenStream(then));
  }

  /** The sender is gone after what the stream gives. */
  public static InputStream gone(InputStream stream) {
    return after(
        stream,
        () -> {
          throw new IOException("the sender went away");
        });
  }

  @Override
  public int read() throws IOException {
    then.happens();
    return -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return read();
  }
}

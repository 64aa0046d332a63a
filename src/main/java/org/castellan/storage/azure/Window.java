package org.castellan.storage.azure;

import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream, which stays open. */
final class Window extends InputStream {

  private final InputStream stream;
  private final long length;
  private long left;

  Window(InputStream stream, long length) {
    this.stream = stream;
    this.length = length;
    this.left = length;
  }

  long length() {
    return length;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int wanted) throws IOException {
    if (left == 0) {
      return wanted == 0 ? 0 : -1;
    }
    int n = stream.read(buffer, offset, (int) Math.min(wanted, left));
    left -= Math.max(n, 0);
    return n;
  }
}

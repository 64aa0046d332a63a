package org.castellan.artifact;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A part of an artifact, of an object version that was found right as a whole. Its first piece is
 * read before anything is written, so that another backend can be asked when this one fails with
 * it.
 */
final class PartDownload implements Download {

  private final Held held;
  private final byte[] piece = new byte[PIECE];
  private int length;
  private long left;

  /**
   * @param held the part; is the caller's still when this fails
   * @param size of the part, at least 1
   */
  PartDownload(Held held, long size) {
    this.held = held;
    this.left = size;
    take();
  }

  @Override
  public Artifact artifact() {
    return held.artifact();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(piece, 0, length);
    while (left > 0) {
      take();
      out.write(piece, 0, length);
    }
  }

  private void take() {
    int wanted = (int) Math.min(PIECE, left);
    length = held.read(piece, wanted);
    if (length < wanted) {
      throw Held.corrupt();
    }
    left -= length;
  }

  @Override
  public void close() {
    held.close();
  }
}

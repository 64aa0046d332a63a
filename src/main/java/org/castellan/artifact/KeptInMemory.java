package org.castellan.artifact;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** A small body's bytes. */
final class KeptInMemory implements Spooled.Kept {

  private final byte[] bytes;

  KeptInMemory(byte[] piece, int length) {
    this.bytes = Arrays.copyOf(piece, length);
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void close() {}
}

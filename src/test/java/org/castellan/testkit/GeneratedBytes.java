package org.castellan.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes that are made while they are read, alike each time, and never held. Not thread-safe. */
public final class GeneratedBytes extends InputStream {

  private static final int BLOCK = 8192;

  private final byte[] block = new byte[BLOCK];
  private final long size;
  private long position;
  private long state;

  /**
   * A stream of them from the first.
   *
   * @param seed another one makes other bytes
   */
  public GeneratedBytes(long size, long seed) {
    this.size = size;
    this.state = seed * 0x9e3779b97f4a7c15L + 1;
  }

  /** The SHA-256 of all of them, in lowercase hexadecimal. */
  public static String sha256(long size, long seed) {
    try (var stream =
        new DigestInputStream(
            new GeneratedBytes(size, seed), MessageDigest.getInstance("SHA-256"))) {
      stream.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (position == size) {
      return -1;
    }
    int at = (int) (position % BLOCK);
    if (at == 0) {
      fill();
    }
    int n = (int) Math.min(Math.min(length, BLOCK - at), size - position);
    System.arraycopy(block, at, buffer, offset, n);
    position += n;
    return n;
  }

  private void fill() {
    ByteBuffer longs = ByteBuffer.wrap(block);
    while (longs.hasRemaining()) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      longs.putLong(state);
    }
  }
}

package org.castellan.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A body in a temporary file that only this process's user may read, gone when closed. For bodies
 * whose length or digest nobody knows until they ended.
 *
 * @param size in bytes
 */
record Spooled(Path file, long size, Digest digest) implements AutoCloseable {
  private static final int PIECE = 64 * 1024;

  /** A body that could not be read to its end; a full disk is another exception. */
  static final class BodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyException(IOException cause) {
      super(cause);
    }
  }

  /** Reads a whole body, or is empty when it has more than {@code maxBytes}. */
  static Optional<Spooled> take(InputStream body, long maxBytes) {
    try {
      Path file = Files.createTempFile("castellan-", ".upload");
      Optional<Spooled> spooled = Optional.empty();
      try {
        spooled = copy(body, file, maxBytes);
        return spooled;
      } finally {
        if (spooled.isEmpty()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("An upload could not be kept in a temporary file", e);
    }
  }

  InputStream open() {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException("An upload's temporary file cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("An upload's temporary file cannot be deleted", e);
    }
  }

  private static Optional<Spooled> copy(InputStream body, Path file, long maxBytes)
      throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] piece = new byte[PIECE];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = read(body, piece); read >= 0; read = read(body, piece)) {
        size += read;
        if (size > maxBytes) {
          return Optional.empty();
        }
        sha256.update(piece, 0, read);
        out.write(piece, 0, read);
      }
    }
    return Optional.of(new Spooled(file, size, Digest.of(sha256)));
  }

  private static int read(InputStream body, byte[] piece) {
    try {
      return body.read(piece);
    } catch (IOException e) {
      throw new BodyException(e);
    }
  }
}

package org.castellan.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.castellan.backend.StoreLease;
import org.castellan.storage.Blob;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** An artifact's bytes on their way from its provider. Closed by whoever opened it. */
public final class Download implements AutoCloseable {
  /** In bytes. What is not larger is compared as a whole before a byte of it is written. */
  public static final int PIECE = 64 * 1024;

  private final Artifact artifact;
  private final StoreLease lease;
  private final Blob blob;

  Download(Artifact artifact, StoreLease lease, Blob blob) {
    this.artifact = artifact;
    this.lease = lease;
    this.blob = blob;
  }

  public Artifact artifact() {
    return artifact;
  }

  /**
   * Copies the bytes, the last piece only when all of them have the digest.
   *
   * @throws StorageException when they do not: then less was written than the artifact's size
   */
  public void writeTo(OutputStream out) throws IOException {
    InputStream bytes = blob.stream();
    MessageDigest sha256 = Digest.sha256();
    byte[] held = new byte[PIECE];
    byte[] next = new byte[PIECE];
    long count = 0;
    int length = bytes.readNBytes(held, 0, PIECE);
    while (true) {
      sha256.update(held, 0, length);
      count += length;
      int following = bytes.readNBytes(next, 0, PIECE);
      if (following == 0) {
        break;
      }
      if (count >= artifact.size()) {
        throw corrupt();
      }
      out.write(held, 0, length);
      byte[] written = held;
      held = next;
      next = written;
      length = following;
    }
    if (count != artifact.size() || !Digest.of(sha256).equals(artifact.digest())) {
      throw corrupt();
    }
    out.write(held, 0, length);
  }

  @Override
  public void close() {
    try (lease;
        blob) {
      // Closing is all.
    } catch (UncheckedIOException e) {
      // Whatever was read has been compared; what was not is not wanted.
    }
  }

  private static StorageException corrupt() {
    return new StorageException(
        new StorageFailure(
            ErrorClass.CORRUPT,
            "The backend holds other bytes than were stored.",
            "Find out what changed the object, and upload the artifact again.",
            false));
  }
}

package org.castellan.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.castellan.backend.StoreLease;
import org.castellan.storage.Blob;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** An object that is open at a backend. */
record Held(Artifact artifact, StoreLease lease, Blob blob) implements AutoCloseable {

  private static final StorageFailure CORRUPT =
      new StorageFailure(
          ErrorClass.CORRUPT,
          "The backend holds other bytes than were stored.",
          "Find out what changed the object, and upload the artifact again.",
          false);

  private static final StorageFailure LOST =
      new StorageFailure(
          ErrorClass.NOT_FOUND,
          "The backend no longer holds this artifact.",
          "Restore the object in the backend's storage, or upload the artifact again.",
          false);

  static StorageException corrupt() {
    return new StorageException(CORRUPT);
  }

  static StorageException lost() {
    return new StorageException(LOST);
  }

  /** As {@link InputStream#readNBytes}, with failures of the provider told as such. */
  int read(byte[] piece, int length) {
    try {
      return blob.stream().readNBytes(piece, 0, length);
    } catch (IOException e) {
      throw new StorageException(NetworkFailures.UNREACHABLE, e);
    }
  }

  String version() {
    return blob.description().version();
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
}

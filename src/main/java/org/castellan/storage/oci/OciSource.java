package org.castellan.storage.oci;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an upload. A stream that breaks does not break the request under way, for registries
 * forget where an upload stood whose connection was cut, and cannot cancel it: the upload is told
 * of it when it has an answer. Not thread-safe.
 */
final class OciSource {

  private final InputStream bytes;
  private boolean broken;
  private boolean interrupted;

  OciSource(InputStream bytes) {
    this.bytes = bytes;
  }

  /** How many bytes were read, at least one; 0 when the stream broke: there are no more. */
  int read(byte[] buffer, int most) {
    if (broken) {
      return 0;
    }
    try {
      int n = bytes.read(buffer, 0, most);
      broken = n < 0;
      return Math.max(n, 0);
    } catch (IOException | RuntimeException e) {
      // Whoever gave the stream knows the reason. An interrupt waits, too: it would cut.
      broken = true;
      interrupted = Thread.interrupted();
      return 0;
    }
  }

  boolean broken() {
    return broken;
  }

  /** To be called when the registry has been told. */
  void passInterruptOn() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

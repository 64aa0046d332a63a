package org.castellan.storage.oci;

import java.util.Optional;
import okhttp3.RequestBody;

/**
 * What one request of an upload carries.
 *
 * @param size of all
 * @param most that a request may carry
 */
record OciPiece(long from, long size, long most) {

  /** As a whole it is streamed, which is how most clients push and all registries know it. */
  RequestBody of(OciSource source) {
    return most >= size
        ? OciContent.streamed(source, size)
        : OciContent.announced(source, length());
  }

  Optional<String> range() {
    return most >= size ? Optional.empty() : Optional.of(from + "-" + (from + length() - 1));
  }

  private long length() {
    return Math.min(most, size - from);
  }
}

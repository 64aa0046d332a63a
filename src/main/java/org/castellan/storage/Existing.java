package org.castellan.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.castellan.storage.BlobStore.Content;

/** An object that is in the way of content to be stored. */
public final class Existing {

  private Existing() {}

  /**
   * Reads what the key holds and compares it by its digest. What a provider recorded of it is not
   * believed: its bytes are what was acknowledged.
   *
   * @return empty when the object has gone meanwhile
   */
  public static Optional<PutOutcome> compare(
      BlobStore store, String key, Content wanted, Deadline deadline) {
    return store.get(key, Part.WHOLE, deadline).map(found -> compare(found, wanted));
  }

  private static PutOutcome compare(Blob found, Content wanted) {
    try (found) {
      boolean same =
          found.description().size() == wanted.size()
              && Sha256.hex(found.stream()).equals(wanted.sha256());
      return same ? PutOutcome.ALREADY_THERE : PutOutcome.OTHER_BYTES_THERE;
    } catch (IOException e) {
      throw new UncheckedIOException("what is there could not be read", e);
    }
  }
}

package org.castellan.storage;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * An open connection to one backend. Thread-safe. Every call ends by its deadline by closing the
 * socket it waits on, and throws {@link StorageException} when it failed.
 */
public interface BlobStore extends AutoCloseable {

  /**
   * Writes and reads back a small object of its own and removes it, or does what comes next to it
   * where nothing may be left. Never throws for what the provider does.
   *
   * @param token makes the object's key this probe's own
   */
  ProbeResult probe(String token, Deadline deadline);

  /**
   * Stores exactly {@code content.size()} bytes, and only if they have the digest that the content
   * names; otherwise nothing is left behind. Never replaces what is there. The content's stream has
   * been read and found right when this returns.
   *
   * @throws ContentMismatchException when the bytes have another length or digest
   * @throws java.io.UncheckedIOException when the content's own stream failed
   */
  PutOutcome put(String key, Content content, Deadline deadline);

  /**
   * An object, or the wanted part of it; empty when there is none or its version is no longer the
   * wanted one. The deadline counts until the last byte is read: past it, reading throws {@link
   * StorageException}. The caller closes the blob, which ends the transfer wherever it is.
   */
  Optional<Blob> get(String key, Part part, Deadline deadline);

  /** What is known of an object without its bytes; empty when there is none. */
  Optional<Description> describe(String key, Deadline deadline);

  default boolean exists(String key, Deadline deadline) {
    return describe(key, deadline).isPresent();
  }

  /** Succeeds when there is nothing to delete. */
  void delete(String key, Deadline deadline);

  /**
   * The same for an object that nobody uploads any more, and besides removes what unfinished
   * uploads of it left at the provider, as far as the provider tells of that.
   */
  default void discard(String key, Deadline deadline) {
    delete(key, deadline);
  }

  /**
   * Removes what probes that were killed left behind.
   *
   * @param age what is younger may belong to a probe under way
   * @return how many leftovers went
   */
  int reap(Duration age, Deadline deadline);

  @Override
  void close();

  /**
   * Bytes to store, whose length and digest are known before they are sent.
   *
   * @param sha256 lowercase hexadecimal
   */
  record Content(InputStream stream, long size, String sha256, Origin origin) {

    public Content(InputStream stream, long size, String sha256) {
      this(stream, size, sha256, Origin.UNKNOWN);
    }
  }
}

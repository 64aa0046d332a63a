package org.castellan.storage;

import java.io.InputStream;
import java.util.Optional;

/**
 * An open connection to one backend. Thread-safe. Every call ends by its deadline by closing the
 * socket it waits on, and throws {@link StorageException} when it failed.
 */
public interface BlobStore extends AutoCloseable {

  /**
   * Writes and reads back a small object of its own and removes it. Never throws for what the
   * provider does.
   *
   * @param token makes the object's key this probe's own
   */
  ProbeResult probe(String token, Deadline deadline);

  /**
   * Stores exactly {@code content.size()} bytes, and only if they have the digest that the content
   * names; otherwise nothing is left behind. Storing what is there already succeeds.
   *
   * @throws ContentMismatchException when the bytes have another length or digest
   * @throws java.io.UncheckedIOException when the content's own stream failed
   */
  void put(String key, Content content, Deadline deadline);

  /**
   * The object's bytes, or empty when there is none. The deadline counts until the last byte is
   * read: past it, reading throws {@link StorageException}. The caller closes the stream, which
   * ends the transfer wherever it is.
   */
  Optional<InputStream> get(String key, Deadline deadline);

  boolean exists(String key, Deadline deadline);

  /** Succeeds when there is nothing to delete. */
  void delete(String key, Deadline deadline);

  @Override
  void close();

  /**
   * Bytes to store, whose length and digest are known before they are sent.
   *
   * @param sha256 lowercase hexadecimal
   */
  record Content(InputStream stream, long size, String sha256) {}
}

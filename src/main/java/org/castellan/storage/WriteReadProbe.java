package org.castellan.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.castellan.storage.BlobStore.Content;

/**
 * One probe: random bytes are written, read back, compared and removed. Writing and reading is what
 * counts: a place that forbids to delete is healthy and keeps the small objects.
 */
public final class WriteReadProbe {

  /** Where the objects of probes lie, each under the token of its own. */
  public static final String PREFIX = "castellan-probe/";

  private static final System.Logger LOG = System.getLogger(WriteReadProbe.class.getName());
  private static final int BYTES = 64;

  private static final StorageFailure CORRUPT =
      new StorageFailure(
          ErrorClass.CORRUPT,
          "The storage gave back other bytes than were written.",
          "Check the storage's own health, and that nothing between changes its answers.",
          false);

  private static final StorageFailure VANISHED =
      new StorageFailure(
          ErrorClass.CORRUPT,
          "The storage does not find what it had just acknowledged.",
          "Check the storage's own health and its rules of expiry.",
          false);

  private final BlobStore store;
  private final String key;
  private final Deadline deadline;

  /**
   * @param token names this probe's object
   */
  public WriteReadProbe(BlobStore store, String token, Deadline deadline) {
    this.store = store;
    this.key = PREFIX + token;
    this.deadline = deadline;
  }

  /** Never throws for what the provider does. */
  public ProbeResult run() {
    long start = System.nanoTime();
    Optional<StorageFailure> failure = writeAndRead();
    Duration latency = Duration.ofNanos(System.nanoTime() - start);
    return failure
        .<ProbeResult>map(broken -> new ProbeResult.Broken(broken, latency))
        .orElseGet(() -> new ProbeResult.Healthy(latency));
  }

  private Optional<StorageFailure> writeAndRead() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    try {
      store.put(key, content(bytes), deadline);
      return readBackAndRemove(bytes);
    } catch (StorageException e) {
      return Optional.of(e.failure());
    }
  }

  /** Removed also when it may not be read. */
  private Optional<StorageFailure> readBackAndRemove(byte[] written) {
    try {
      return readBack(written);
    } finally {
      removeQuietly();
    }
  }

  private Optional<StorageFailure> readBack(byte[] written) {
    Optional<Blob> found = store.get(key, Part.WHOLE, deadline);
    if (found.isEmpty()) {
      return Optional.of(VANISHED);
    }
    try (Blob blob = found.get()) {
      byte[] read = blob.stream().readNBytes(BYTES + 1);
      return Arrays.equals(read, written) ? Optional.empty() : Optional.of(CORRUPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void removeQuietly() {
    try {
      store.delete(key, deadline);
    } catch (StorageException e) {
      LOG.log(System.Logger.Level.DEBUG, "A probe''s object stays: {0}", e.failure().errorClass());
    }
  }

  private static Content content(byte[] bytes) {
    return new Content(new ByteArrayInputStream(bytes), bytes.length, Sha256.hex(bytes));
  }
}

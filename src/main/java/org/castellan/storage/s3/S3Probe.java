package org.castellan.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/**
 * One probe: random bytes are written, read back, compared and removed. Writing and reading is what
 * counts: a bucket that forbids to delete is healthy and keeps the small objects.
 */
final class S3Probe {

  private static final System.Logger LOG = System.getLogger(S3Probe.class.getName());
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

  private final S3Store store;
  private final String key;
  private final Deadline deadline;

  S3Probe(S3Store store, String key, Deadline deadline) {
    this.store = store;
    this.key = key;
    this.deadline = deadline;
  }

  ProbeResult run() {
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
      Optional<StorageFailure> failure = readBack(bytes);
      removeQuietly();
      return failure;
    } catch (StorageException e) {
      return Optional.of(e.failure());
    }
  }

  private Optional<StorageFailure> readBack(byte[] written) {
    Optional<InputStream> stream = store.get(key, deadline);
    if (stream.isEmpty()) {
      return Optional.of(VANISHED);
    }
    try (InputStream body = stream.get()) {
      byte[] read = body.readNBytes(BYTES + 1);
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
    return new Content(new ByteArrayInputStream(bytes), bytes.length, sha256(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

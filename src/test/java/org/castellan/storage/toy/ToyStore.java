package org.castellan.storage.toy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Existing;
import org.castellan.storage.Part;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.castellan.storage.VerifiedContent;
import org.castellan.storage.WriteReadProbe;

/** One shelf. It stays when it is closed. */
final class ToyStore implements BlobStore {

  private static final StorageFailure LATE =
      new StorageFailure(
          ErrorClass.TIMEOUT, "The shelf did not answer in time.", "Try again in a moment.", true);

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  @Override
  public ProbeResult probe(String token, Deadline deadline) {
    return new WriteReadProbe(this, token, deadline).run();
  }

  @Override
  public PutOutcome put(String key, Content content, Deadline deadline) {
    byte[] bytes = verified(content);
    require(deadline);
    return objects.putIfAbsent(key, bytes) == null
        ? PutOutcome.STORED
        : Existing.compare(this, key, content, deadline).orElse(PutOutcome.OTHER_BYTES_THERE);
  }

  private static byte[] verified(Content content) {
    try (var verified = new VerifiedContent(content)) {
      return verified.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Blob> get(String key, Part part, Deadline deadline) {
    require(deadline);
    return Optional.ofNullable(objects.get(key))
        .map(bytes -> blob(bytes, part))
        .filter(blob -> part.version().stream().allMatch(blob.description().version()::equals));
  }

  private static Blob blob(byte[] bytes, Part part) {
    int offset = (int) Math.min(part.offset(), bytes.length);
    int length = (int) part.lengthIn(bytes.length);
    return new Blob(describe(bytes), new ByteArrayInputStream(bytes, offset, length));
  }

  @Override
  public Optional<Description> describe(String key, Deadline deadline) {
    require(deadline);
    return Optional.ofNullable(objects.get(key)).map(ToyStore::describe);
  }

  private static Description describe(byte[] bytes) {
    String sha256 = Sha256.hex(bytes);
    return new Description(bytes.length, Optional.of(sha256), sha256);
  }

  @Override
  public void delete(String key, Deadline deadline) {
    require(deadline);
    objects.remove(key);
  }

  @Override
  public int reap(Duration age, Deadline deadline) {
    return 0;
  }

  @Override
  public void close() {}

  private static void require(Deadline deadline) {
    if (deadline.expired()) {
      throw new StorageException(LATE);
    }
  }
}

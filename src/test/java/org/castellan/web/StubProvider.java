package org.castellan.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Part;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.castellan.storage.VerifiedContent;

/** A provider in memory that a test breaks: by location {@code broken}, or as a whole. */
final class StubProvider implements Provider, BlobStore {
  static final StorageFailure FAILURE =
      new StorageFailure(
          ErrorClass.AUTHENTICATION, "The key is not known.", "Give another key.", false);

  final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  volatile boolean broken;
  private volatile CountDownLatch held = new CountDownLatch(0);

  @Override
  public String id() {
    return "STUB";
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return credentials.get("key").isPresent()
        ? List.of()
        : List.of(new Violation("credentials.key", "is missing"));
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return "stub";
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    if (credentials.get("key").filter("wrong"::equals).isPresent()) {
      return new StubProvider().breakDown();
    }
    return this;
  }

  @Override
  public ProbeResult probe(String token, Deadline deadline) {
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return broken
        ? new ProbeResult.Broken(FAILURE, Duration.ofMillis(1))
        : new ProbeResult.Healthy(Duration.ofMillis(1));
  }

  @Override
  public PutOutcome put(String key, Content content, Deadline deadline) {
    requireHealth();
    try (var verified = new VerifiedContent(content)) {
      objects.put(key, verified.readAllBytes());
      return PutOutcome.STORED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Blob> get(String key, Part part, Deadline deadline) {
    requireHealth();
    return Optional.ofNullable(objects.get(key))
        .filter(bytes -> part.version().stream().allMatch(description(bytes).version()::equals))
        .map(bytes -> blob(bytes, part));
  }

  private static Blob blob(byte[] bytes, Part part) {
    int length = (int) part.lengthIn(bytes.length);
    return new Blob(
        description(bytes), new ByteArrayInputStream(bytes, (int) part.offset(), length));
  }

  @Override
  public Optional<Description> describe(String key, Deadline deadline) {
    return Optional.ofNullable(objects.get(key)).map(StubProvider::description);
  }

  private static Description description(byte[] bytes) {
    return new Description(bytes.length, Optional.empty(), Sha256.hex(bytes));
  }

  @Override
  public void delete(String key, Deadline deadline) {
    objects.remove(key);
  }

  @Override
  public int reap(Duration age, Deadline deadline) {
    return 0;
  }

  @Override
  public void close() {}

  /** No probe ends before that is open. */
  void hold(CountDownLatch until) {
    held = until;
  }

  StubProvider breakDown() {
    broken = true;
    return this;
  }

  private void requireHealth() {
    if (broken) {
      throw new StorageException(FAILURE);
    }
  }
}

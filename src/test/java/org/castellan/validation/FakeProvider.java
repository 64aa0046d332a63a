package org.castellan.validation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.Part;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/**
 * A provider whose locations behave as the test says, and that knows every call it got. A location
 * is {@code host/name}.
 */
final class FakeProvider implements Provider {

  static final String ID = "FAKE";

  /** What a location does when it is probed. */
  interface Behaviour {
    ProbeResult probe(ProviderCredentials credentials, Deadline deadline)
        throws InterruptedException;
  }

  static final Behaviour HEALTHY = (credentials, deadline) -> healthy();
  static final Behaviour UNREACHABLE = failing(ErrorClass.UNREACHABLE);

  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final List<String> reaped = new CopyOnWriteArrayList<>();
  private volatile Behaviour otherwise = HEALTHY;

  static ProbeResult healthy() {
    return new ProbeResult.Healthy(Duration.ofMillis(7));
  }

  static ProbeResult broken(ErrorClass errorClass, boolean retryable) {
    var failure = new StorageFailure(errorClass, "It is broken.", "Mend it.", retryable);
    return new ProbeResult.Broken(failure, Duration.ofMillis(7));
  }

  static Behaviour failing(ErrorClass errorClass) {
    return (credentials, deadline) -> broken(errorClass, false);
  }

  void behave(String location, Behaviour behaviour) {
    behaviours.put(location, behaviour);
  }

  void behave(Behaviour behaviour) {
    otherwise = behaviour;
  }

  /** The probed locations, in order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** The locations whose leftovers were asked for, in order; {@code locked} ones refuse. */
  List<String> reaped() {
    return List.copyOf(reaped);
  }

  long calls(String location) {
    return calls.stream().filter(location::equals).count();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return List.of();
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return location.substring(0, location.indexOf('/'));
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    return new FakeStore(location, credentials);
  }

  private final class FakeStore implements BlobStore {
    private final String location;
    private final ProviderCredentials credentials;

    FakeStore(String location, ProviderCredentials credentials) {
      this.location = location;
      this.credentials = credentials;
    }

    @Override
    public ProbeResult probe(String token, Deadline deadline) {
      calls.add(location);
      try {
        return behaviours.getOrDefault(location, otherwise).probe(credentials, deadline);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return broken(ErrorClass.TIMEOUT, true);
      }
    }

    @Override
    public PutOutcome put(String key, Content content, Deadline deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Blob> get(String key, Part part, Deadline deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Description> describe(String key, Deadline deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String key, Deadline deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int reap(Duration age, Deadline deadline) {
      reaped.add(location);
      if (location.endsWith("/locked")) {
        throw new StorageException(NetworkFailures.UNREACHABLE);
      }
      return 1;
    }

    @Override
    public void close() {}
  }
}

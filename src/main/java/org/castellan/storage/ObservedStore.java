package org.castellan.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A store whose every call an observer sees. Thread-safe. */
record ObservedStore(String provider, BlobStore store, CallObserver observer) implements BlobStore {

  @Override
  public ProbeResult probe(String token, Deadline deadline) {
    return observed(Operation.PROBE, () -> store.probe(token, deadline));
  }

  @Override
  public PutOutcome put(String key, Content content, Deadline deadline) {
    return observed(Operation.PUT, () -> store.put(key, content, deadline));
  }

  @Override
  public Optional<Blob> get(String key, Part part, Deadline deadline) {
    return observed(Operation.GET, () -> store.get(key, part, deadline));
  }

  @Override
  public Optional<Description> describe(String key, Deadline deadline) {
    return observed(Operation.DESCRIBE, () -> store.describe(key, deadline));
  }

  @Override
  public boolean exists(String key, Deadline deadline) {
    return observed(Operation.DESCRIBE, () -> store.exists(key, deadline));
  }

  @Override
  public void delete(String key, Deadline deadline) {
    observed(Operation.DELETE, () -> store.delete(key, deadline));
  }

  @Override
  public void discard(String key, Deadline deadline) {
    observed(Operation.DISCARD, () -> store.discard(key, deadline));
  }

  @Override
  public int reap(Duration age, Deadline deadline) {
    return observed(Operation.REAP, () -> store.reap(age, deadline));
  }

  @Override
  public void close() {
    store.close();
  }

  private void observed(Operation operation, Runnable work) {
    boolean unused =
        observed(
            operation,
            () -> {
              work.run();
              return true;
            });
  }

  private <T> T observed(Operation operation, Supplier<T> work) {
    CallObserver.Call call = observer.begun(provider, operation);
    Optional<ErrorClass> failure = Optional.empty();
    try {
      T result = work.get();
      failure = failureOf(result);
      return result;
    } catch (StorageException e) {
      failure = Optional.of(e.failure().errorClass());
      throw e;
    } finally {
      call.ended(failure);
    }
  }

  private static Optional<ErrorClass> failureOf(Object result) {
    return result instanceof ProbeResult.Broken broken
        ? Optional.of(broken.failure().errorClass())
        : Optional.empty();
  }
}

package org.castellan.backend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.castellan.storage.BlobStore;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;

/**
 * A store that is opened once, in the thread that asks for it first; who asks meanwhile waits for
 * that, and shares its failure. Thread-safe.
 */
final class Opening {

  private final Supplier<BlobStore> open;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<BlobStore> opened = new CompletableFuture<>();

  Opening(Supplier<BlobStore> open) {
    this.open = open;
  }

  /** Throws what opening threw; {@link StorageException} when interrupted while waiting. */
  BlobStore store() {
    if (begun.compareAndSet(false, true)) {
      begin();
    }
    try {
      return opened.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException ours ? ours : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(NetworkFailures.LATE, e);
    }
  }

  private void begin() {
    try {
      opened.complete(open.get());
    } catch (RuntimeException e) {
      opened.completeExceptionally(e);
    } finally {
      // After an error nobody must wait for ever; otherwise this does nothing.
      opened.completeExceptionally(new IllegalStateException("a store could not be opened"));
    }
  }

  boolean failed() {
    return opened.isCompletedExceptionally();
  }

  /** Closes the store, if it was opened. */
  void close() {
    if (opened.isDone() && !failed()) {
      opened.join().close();
    }
  }
}

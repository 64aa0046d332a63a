package org.castellan.backend;

import java.util.concurrent.atomic.AtomicBoolean;
import org.castellan.storage.BlobStore;

/**
 * The use of a backend's open store, until it is closed. Others may use the same store at the same
 * time. Thread-safe; closing it twice counts once.
 */
public final class StoreLease implements AutoCloseable {

  private final BlobStore store;
  private final Runnable giveBack;
  private final AtomicBoolean over = new AtomicBoolean();

  StoreLease(BlobStore store, Runnable giveBack) {
    this.store = store;
    this.giveBack = giveBack;
  }

  /** Not the caller's to close. */
  public BlobStore store() {
    return store;
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      giveBack.run();
    }
  }
}

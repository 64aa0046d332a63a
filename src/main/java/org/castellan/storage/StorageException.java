package org.castellan.storage;

/**
 * A provider call failed. The cause may hold the provider's text: it goes to no user and no log.
 */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient StorageFailure failure;

  public StorageException(StorageFailure failure, Throwable cause) {
    super(failure.error(), cause);
    this.failure = failure;
  }

  public StorageException(StorageFailure failure) {
    super(failure.error());
    this.failure = failure;
  }

  public StorageFailure failure() {
    return failure;
  }
}

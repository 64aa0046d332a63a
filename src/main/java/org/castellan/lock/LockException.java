package org.castellan.lock;

/** The database that keeps the locks could not be asked, or did not answer as it must. */
public final class LockException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LockException(String message) {
    super(message);
  }

  public LockException(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.castellan.storage;

/**
 * The bytes to store are not those that were announced: too few, too many or with another digest.
 * The fault is the sender's, not the provider's, and nothing was stored.
 */
public final class ContentMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ContentMismatchException(String message) {
    super(message);
  }
}

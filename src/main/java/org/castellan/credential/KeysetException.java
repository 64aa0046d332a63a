package org.castellan.credential;

/** The encryption keyset cannot be used. The message never holds any of it. */
public final class KeysetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public KeysetException(String message) {
    super(message);
  }
}

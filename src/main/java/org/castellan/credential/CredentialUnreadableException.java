package org.castellan.credential;

import java.util.UUID;

/**
 * Stored credentials are not there, or no key of the keyset decrypts them, or they were tampered
 * with. The message never holds any of them.
 */
public final class CredentialUnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CredentialUnreadableException(UUID id, String why) {
    super("Credentials " + id + " cannot be read: " + why);
  }
}

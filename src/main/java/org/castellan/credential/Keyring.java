package org.castellan.credential;

import com.google.crypto.tink.Aead;
import java.util.Set;

/**
 * A keyset ready for use. Thread-safe.
 *
 * @param aead encrypts with the primary key and decrypts with every enabled one
 * @param primary the key that encrypts
 * @param keys all that a ciphertext can name, the primary one among them
 */
public record Keyring(Aead aead, KeyName primary, Set<KeyName> keys) {

  public Keyring {
    keys = Set.copyOf(keys);
  }
}

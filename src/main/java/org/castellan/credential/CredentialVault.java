package org.castellan.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps credentials encrypted. What a row holds never changes, so that its id is a version; only
 * the key that encrypts it may. A ciphertext is bound to its row and decrypts in no other.
 * Thread-safe.
 */
public final class CredentialVault {

  private static final String STORE =
      "insert into credential (id, ciphertext) values (:id, :ciphertext)";

  private final Jdbi jdbi;
  private final Aead aead;

  public CredentialVault(Jdbi jdbi, Aead aead) {
    this.jdbi = jdbi;
    this.aead = aead;
  }

  /** Stores the fields in the caller's transaction and gives the new row's id. */
  public UUID store(Handle handle, Map<String, String> fields) {
    UUID id = UUID.randomUUID();
    handle.createUpdate(STORE).bind("id", id).bind("ciphertext", encrypt(id, fields)).execute();
    return id;
  }

  /**
   * The fields in the clear.
   *
   * @throws CredentialUnreadableException when there is no such row or it cannot be decrypted
   */
  public Map<String, String> open(UUID id) {
    byte[] ciphertext =
        jdbi.withHandle(
                handle ->
                    handle
                        .createQuery("select ciphertext from credential where id = :id")
                        .bind("id", id)
                        .mapTo(byte[].class)
                        .findOne())
            .orElseThrow(() -> new CredentialUnreadableException(id, "they are not there"));
    return decrypt(id, ciphertext);
  }

  /** Deletes the row in the caller's transaction; succeeds when there is none. */
  public void delete(Handle handle, UUID id) {
    handle.createUpdate("delete from credential where id = :id").bind("id", id).execute();
  }

  /** The same, encrypted with the primary key; empty when no key decrypts it. */
  Optional<byte[]> reencrypt(UUID id, byte[] ciphertext) {
    try {
      return Optional.of(encrypt(id, aead.decrypt(ciphertext, associatedData(id))));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private byte[] encrypt(UUID id, Map<String, String> fields) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    fields.forEach(json::add);
    return encrypt(id, json.build().toString().getBytes(UTF_8));
  }

  private byte[] encrypt(UUID id, byte[] plain) {
    try {
      return aead.encrypt(plain, associatedData(id));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The encryption keyset does not encrypt", e);
    }
  }

  private Map<String, String> decrypt(UUID id, byte[] ciphertext) {
    try {
      return fields(new String(aead.decrypt(ciphertext, associatedData(id)), UTF_8));
    } catch (GeneralSecurityException e) {
      throw new CredentialUnreadableException(id, "no key of the keyset decrypts them");
    } catch (JsonException | ClassCastException e) {
      // Not chained: a parser's message may quote what it read.
      throw new CredentialUnreadableException(id, "they are not an object of strings");
    }
  }

  private static Map<String, String> fields(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      Map<String, String> fields = new LinkedHashMap<>();
      object.keySet().forEach(field -> fields.put(field, object.getString(field)));
      return fields;
    }
  }

  private static byte[] associatedData(UUID id) {
    return ("credential/ciphertext/" + id).getBytes(UTF_8);
  }
}

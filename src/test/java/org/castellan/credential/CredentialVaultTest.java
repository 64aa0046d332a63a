package org.castellan.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.UUID;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestKeyset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CredentialVaultTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final Map<String, String> FIELDS =
      Map.of("accessKeyId", "AKIA", "secretAccessKey", "hush \"ünïcode\" \\ \n");

  private final Aead aead = Keyset.parse(TestKeyset.generate());
  private final CredentialVault vault = new CredentialVault(db.jdbi(), aead);

  @Test
  void whatWasStoredIsOpened() {
    assertThat(vault.open(store(FIELDS))).isEqualTo(FIELDS);
    assertThat(vault.open(store(Map.of()))).isEmpty();
  }

  @Test
  void equalFieldsAreStoredDifferently() {
    assertThat(ciphertext(store(FIELDS))).isNotEqualTo(ciphertext(store(FIELDS)));
  }

  @Test
  void deletedIsUnreadable() {
    UUID id = store(FIELDS);
    db.jdbi().useHandle(handle -> vault.delete(handle, id));

    assertUnreadable(id, "they are not there");
  }

  @Test
  void ciphertextCopiedToAnotherRowIsUnreadable() {
    UUID mine = store(Map.of("password", "mine"));
    UUID theirs = store(FIELDS);
    replaceCiphertext(mine, ciphertext(theirs));

    assertUnreadable(mine, "no key of the keyset decrypts them");
  }

  @Test
  void tamperedCiphertextIsUnreadable() {
    UUID id = store(FIELDS);
    byte[] bytes = ciphertext(id);
    bytes[bytes.length - 1] ^= 1;
    replaceCiphertext(id, bytes);

    assertUnreadable(id, "no key of the keyset decrypts them");
  }

  @Test
  void otherKeysetCannotRead() {
    UUID id = store(FIELDS);
    var other = new CredentialVault(db.jdbi(), Keyset.parse(TestKeyset.generate()));

    assertThatThrownBy(() -> other.open(id)).isInstanceOf(CredentialUnreadableException.class);
  }

  @Test
  void whatIsNoObjectOfStringsIsUnreadableWithoutQuotingIt() throws GeneralSecurityException {
    for (String text : new String[] {"hush", "[\"hush\"]", "{\"hush\":1}", ""}) {
      UUID id = store(FIELDS);
      byte[] place = ("credential/ciphertext/" + id).getBytes(UTF_8);
      replaceCiphertext(id, aead.encrypt(text.getBytes(UTF_8), place));

      assertUnreadable(id, "they are not an object of strings");
    }
  }

  private void assertUnreadable(UUID id, String why) {
    assertThatThrownBy(() -> vault.open(id))
        .isInstanceOf(CredentialUnreadableException.class)
        .hasMessage("Credentials " + id + " cannot be read: " + why)
        .hasNoCause();
  }

  private UUID store(Map<String, String> fields) {
    return db.jdbi().withHandle(handle -> vault.store(handle, fields));
  }

  private byte[] ciphertext(UUID id) {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .select("select ciphertext from credential where id = ?", id)
                    .mapTo(byte[].class)
                    .one());
  }

  private void replaceCiphertext(UUID id, byte[] bytes) {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute("update credential set ciphertext = ? where id = ?", bytes, id));
  }
}

package org.castellan.storage.inline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InlineStoreTest extends BlobStoreContract {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @Override
  protected String provider() {
    return "INLINE";
  }

  @Override
  protected int maxBytes() {
    return InlineProvider.MAX_BYTES;
  }

  @Override
  protected BlobStore open() {
    return new InlineProvider(db.jdbi()).open("", ProviderCredentials.NONE);
  }

  @Test
  void refusesWhatIsLargerThanARowMayBe() {
    try (BlobStore store = open()) {
      assertFails(store, InlineProvider.MAX_BYTES + 1, ErrorClass.QUOTA);
    }
  }

  @Test
  void aLostDatabaseIsAFailureOfStorage() {
    Jdbi nobody = Jdbi.create("jdbc:postgresql://127.0.0.1:1/none");
    try (BlobStore store = new InlineProvider(nobody).open("", ProviderCredentials.NONE)) {
      assertFails(store, 10, ErrorClass.UNREACHABLE);
    }
  }

  @Test
  void takesNoCredentials() {
    var provider = new InlineProvider(db.jdbi());
    assertThat(provider.check("", ProviderCredentials.NONE)).isEmpty();
    assertThat(provider.check("", new ProviderCredentials(Map.of("password", "x"))))
        .extracting(Violation::field)
        .containsExactly("credentials.password");
  }

  private static void assertFails(BlobStore store, int size, ErrorClass expected) {
    assertThatThrownBy(() -> store.put("key", content(bytes(size)), soon()))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.failure().errorClass()).isEqualTo(expected));
  }
}

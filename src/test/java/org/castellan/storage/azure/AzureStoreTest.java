package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageException;
import org.castellan.testkit.Azurite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AzureStoreTest extends BlobStoreContract {

  private static AzureProvider provider;

  @BeforeAll
  static void openProvider() {
    provider = new AzureProvider(AzureFixture.POLICY);
  }

  @AfterAll
  static void closeProvider() {
    provider.close();
  }

  @Override
  protected String provider() {
    return provider.id();
  }

  @Override
  protected BlobStore open() {
    return open(AzureFixture.container("kit"));
  }

  @Override
  protected List<String> unfinished(String key) {
    return new AzureFixture().unfinished(key);
  }

  private static BlobStore open(String location) {
    return provider.open(location, AzureFixture.KEY);
  }

  @Test
  void missingContainerIsAFailureAndNotAMissingObject() {
    try (BlobStore store =
        open(AzureFixture.location(Azurite.shared().endpoint(), "no-such-container"))) {
      assertThatThrownBy(() -> store.describe("key", soon()))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.NOT_FOUND));
    }
  }

  @Test
  void leftoversOfProbesGoWhenTheyAreOldEnough() {
    try (BlobStore store = open(AzureFixture.container("reaped"))) {
      store.put("castellan-probe/left", content(bytes(10)), soon());
      store.put("kept", content(bytes(10)), soon());
      assertThat(store.reap(Duration.ofHours(1), soon())).isZero();
      assertThat(store.reap(Duration.ofMinutes(-1), soon())).isEqualTo(1);
      assertThat(store.exists("kept", soon())).isTrue();
      assertThat(store.exists("castellan-probe/left", soon())).isFalse();
    }
  }
}

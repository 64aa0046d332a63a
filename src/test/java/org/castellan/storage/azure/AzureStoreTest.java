package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.FaultyProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AzureStoreTest extends BlobStoreContract {

  private static AzureProvider provider;

  @BeforeAll
  static void provider() {
    provider = AzureFixture.provider();
  }

  @AfterAll
  static void closeProvider() {
    provider.close();
  }

  @Override
  protected BlobStore open() {
    return open(AzureFixture.container("contract"));
  }

  private static BlobStore open(String location) {
    return provider.open(location, AzureFixture.KEY);
  }

  /** Promise 3: the deadline ends a download that drips, and its connection with it. */
  @Test
  void drippingDownloadEndsAtTheDeadline() throws Exception {
    AzureFixture.container("contract");
    try (FaultyProxy proxy = FaultyProxy.to(Azurite.shared().port());
        BlobStore store = open(AzureFixture.location(proxy.port(), "contract"))) {
      store.put("drip", content(bytes(20_000_000)), soon());
      Deadline deadline = Deadline.in(Duration.ofSeconds(2));
      try (Blob blob = store.get("drip", Part.WHOLE, deadline).orElseThrow()) {
        proxy.drip(Duration.ofMillis(50));
        assertThatThrownBy(blob.stream()::readAllBytes)
            .isInstanceOfSatisfying(
                StorageException.class,
                e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.TIMEOUT));
      }
      proxy.pass();
      provider.close();
      Awaitility.await().until(() -> proxy.openConnections() == 0);
    }
  }

  @Test
  void missingContainerIsAFailureAndNotAMissingObject() {
    try (BlobStore store =
        open(AzureFixture.location(Azurite.shared().port(), "no-such-container"))) {
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

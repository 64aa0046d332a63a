package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Part;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3StoreTest extends BlobStoreContract {

  private static S3Provider provider;

  @BeforeAll
  static void provider() {
    provider = new S3Provider(new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of("127.0.0.1")));
  }

  @AfterAll
  static void closeProvider() {
    provider.close();
  }

  @Override
  protected BlobStore open() {
    return open(S3Server.shared().bucket("contract"));
  }

  private static BlobStore open(String location) {
    return provider.open(location, new ProviderCredentials(S3Server.credentials()));
  }

  /** Promise 3: the deadline ends a download that drips, and its connection with it. */
  @Test
  void drippingDownloadEndsAtTheDeadline() throws Exception {
    S3Server.shared().bucket("contract");
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.shared().port());
        BlobStore store = open("http://127.0.0.1:" + proxy.port() + "/contract")) {
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
      Awaitility.await().until(() -> proxy.openConnections() == 0);
    }
  }

  @Test
  void closingADownloadEarlyEndsItsConnection() throws Exception {
    S3Server.shared().bucket("contract");
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.shared().port());
        BlobStore store = open("http://127.0.0.1:" + proxy.port() + "/contract")) {
      store.put("early", content(bytes(5_000_000)), soon());
      try (Blob blob = store.get("early", Part.WHOLE, soon()).orElseThrow()) {
        assertThat(blob.stream().read()).isNotNegative();
      }
      Awaitility.await().until(() -> proxy.openConnections() == 0);
    }
  }

  @Test
  void closingAStoreLeavesTheOthersTheirConnections() {
    open().close();
    try (BlobStore store = open()) {
      assertThat(store.exists("nothing", soon())).isFalse();
    }
  }

  @Test
  void missingBucketIsAFailureAndNotAMissingObject() {
    try (BlobStore store = open(S3Server.shared().location("no-such-bucket"))) {
      assertThatThrownBy(() -> store.get("key", Part.WHOLE, soon()))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.NOT_FOUND));
    }
  }
}

package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Part;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3StoreTest extends BlobStoreContract {

  private static final S3Fixture FIXTURE = new S3Fixture();
  private static S3Provider provider;

  @BeforeAll
  static void openProvider() {
    provider = new S3Provider(ThisMachine.allowed());
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
    return open(FIXTURE.location(FIXTURE.port()));
  }

  @Override
  protected List<String> unfinished(String key) {
    return FIXTURE.unfinished(key);
  }

  private static BlobStore open(String location) {
    return provider.open(location, new ProviderCredentials(S3Server.credentials()));
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

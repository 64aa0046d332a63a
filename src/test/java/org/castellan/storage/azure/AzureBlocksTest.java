package org.castellan.storage.azure;

import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same with every object but the smallest sent by blocks, the last of them a short one. */
class AzureBlocksTest extends BlobStoreContract {

  private static AzureProvider provider;

  @BeforeAll
  static void provider() {
    provider = AzureFixture.provider(new AzureUpload.Limits(1, 70_000));
  }

  @AfterAll
  static void closeProvider() {
    provider.close();
  }

  @Override
  protected BlobStore open() {
    return provider.open(AzureFixture.container("blocks"), AzureFixture.KEY);
  }
}

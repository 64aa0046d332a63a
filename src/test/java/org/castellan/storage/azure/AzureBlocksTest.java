package org.castellan.storage.azure;

import java.util.function.UnaryOperator;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The same with every object but the smallest sent by blocks, the last of them a short one, as
 * objects of more than 4 GiB are. Blocks of an upload that failed stay, as the service has nothing
 * to remove them with but a week's time.
 */
class AzureBlocksTest extends BlobStoreContract {

  private static final AzureUpload.Limits SMALL = new AzureUpload.Limits(1, 70_000);

  private static AzureProvider provider;

  @BeforeAll
  static void openProvider() {
    provider = new AzureProvider(AzureFixture.POLICY, SMALL, UnaryOperator.identity());
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
    return provider.open(AzureFixture.container("blocks"), AzureFixture.KEY);
  }
}

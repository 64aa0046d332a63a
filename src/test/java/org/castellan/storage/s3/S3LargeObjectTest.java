package org.castellan.storage.s3;

import java.util.List;
import org.castellan.storage.LargeObjectContract;
import org.castellan.storage.ProviderFixture;

class S3LargeObjectTest extends LargeObjectContract {

  @Override
  protected ProviderFixture fixture() {
    return new S3Fixture();
  }

  @Override
  protected List<String> unfinished(String key) {
    return new S3Fixture().unfinished(key);
  }
}

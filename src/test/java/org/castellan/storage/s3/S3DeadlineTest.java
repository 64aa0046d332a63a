package org.castellan.storage.s3;

import org.castellan.storage.DeadlineContract;
import org.castellan.storage.ProviderFixture;

class S3DeadlineTest extends DeadlineContract {

  @Override
  protected ProviderFixture fixture() {
    return new S3Fixture();
  }
}

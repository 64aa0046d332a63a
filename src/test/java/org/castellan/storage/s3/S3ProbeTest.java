package org.castellan.storage.s3;

import org.castellan.storage.ProbeContract;
import org.castellan.storage.ProbeFixture;
import org.castellan.storage.ProviderFixture;

class S3ProbeTest extends ProbeContract {

  @Override
  protected ProviderFixture fixture() {
    return new S3Fixture();
  }

  @Override
  protected ProbeFixture cases() {
    return new S3ProbeFixture();
  }
}

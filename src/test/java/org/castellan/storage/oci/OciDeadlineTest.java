package org.castellan.storage.oci;

import org.castellan.storage.DeadlineContract;
import org.castellan.storage.ProviderFixture;

class OciDeadlineTest extends DeadlineContract {

  @Override
  protected ProviderFixture fixture() {
    return new OciFixture();
  }
}

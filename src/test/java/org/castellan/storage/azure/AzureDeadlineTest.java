package org.castellan.storage.azure;

import org.castellan.storage.DeadlineContract;
import org.castellan.storage.ProviderFixture;

class AzureDeadlineTest extends DeadlineContract {

  @Override
  protected ProviderFixture fixture() {
    return new AzureFixture();
  }
}

package org.castellan.storage.azure;

import org.castellan.storage.ProbeContract;
import org.castellan.storage.ProbeFixture;
import org.castellan.storage.ProviderFixture;

class AzureProbeTest extends ProbeContract {

  @Override
  protected ProviderFixture fixture() {
    return new AzureFixture();
  }

  @Override
  protected ProbeFixture cases() {
    return new AzureProbeFixture();
  }
}

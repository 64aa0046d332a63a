package org.castellan.storage.oci;

import org.castellan.storage.ProbeContract;
import org.castellan.storage.ProbeFixture;
import org.castellan.storage.ProviderFixture;

class OciProbeTest extends ProbeContract {

  @Override
  protected ProviderFixture fixture() {
    return new OciFixture();
  }

  @Override
  protected ProbeFixture cases() {
    return new OciProbeFixture();
  }
}

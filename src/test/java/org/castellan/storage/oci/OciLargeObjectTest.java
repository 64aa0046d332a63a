package org.castellan.storage.oci;

import java.util.List;
import org.castellan.storage.LargeObjectContract;
import org.castellan.storage.ProviderFixture;

class OciLargeObjectTest extends LargeObjectContract {

  @Override
  protected ProviderFixture fixture() {
    return new OciFixture();
  }

  @Override
  protected List<String> unfinished(String key) {
    return new OciFixture().unfinished();
  }
}

package org.castellan.storage.oci;

import java.util.List;
import org.castellan.storage.LargeObjectContract;
import org.castellan.storage.ProviderFixture;

class OciLargeObjectTest extends LargeObjectContract {

  private static final OciFixture FIXTURE = new OciFixture("large");

  @Override
  protected ProviderFixture fixture() {
    return FIXTURE;
  }

  @Override
  protected List<String> unfinished(String key) {
    return FIXTURE.unfinished();
  }
}

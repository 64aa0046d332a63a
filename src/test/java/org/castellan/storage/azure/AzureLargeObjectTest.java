package org.castellan.storage.azure;

import java.util.List;
import org.castellan.storage.LargeObjectContract;
import org.castellan.storage.ProviderFixture;

class AzureLargeObjectTest extends LargeObjectContract {

  @Override
  protected ProviderFixture fixture() {
    return new AzureFixture();
  }

  @Override
  protected List<String> unfinished(String key) {
    return new AzureFixture().unfinished(key);
  }
}

package org.castellan.storage.oci;

import java.util.List;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class OciStoreTest extends BlobStoreContract {

  private static final OciFixture FIXTURE = new OciFixture("store");
  private static OciProvider provider;

  @BeforeAll
  static void openProvider() {
    provider = new OciProvider(OciFixture.POLICY);
  }

  @AfterAll
  static void closeProvider() {
    provider.close();
  }

  @Override
  protected String provider() {
    return provider.id();
  }

  @Override
  protected BlobStore open() {
    return provider.open(FIXTURE.location(FIXTURE.port()), FIXTURE.credentials());
  }

  @Override
  protected List<String> unfinished(String key) {
    return FIXTURE.unfinished();
  }
}

package org.castellan.storage.oci;

import java.util.List;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.OciRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class OciStoreTest extends BlobStoreContract {

  private static final OciFixture FIXTURE = new OciFixture("store");
  private static OciProvider provider;

  @BeforeAll
  static void openProvider() {
    provider =
        new OciProvider(new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of("127.0.0.1")));
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
    return open(FIXTURE.location(FIXTURE.port()));
  }

  @Override
  protected List<String> unfinished(String key) {
    return FIXTURE.unfinished();
  }

  private static BlobStore open(String location) {
    return provider.open(location, new ProviderCredentials(OciRegistry.credentials()));
  }
}

package org.castellan.storage.oci;

import java.net.URI;
import java.util.List;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.ProviderFixture;
import org.castellan.testkit.OciRegistry;

/** The OCI provider and a real docker-registry. */
public final class OciFixture implements ProviderFixture {

  static final String REPOSITORY = "kit";

  @Override
  public Provider provider(OutboundPolicy policy) {
    return new OciProvider(policy);
  }

  @Override
  public int port() {
    return OciRegistry.shared().port();
  }

  @Override
  public String location(URI endpoint) {
    return endpoint + "/" + REPOSITORY;
  }

  @Override
  public ProviderCredentials credentials() {
    return new ProviderCredentials(OciRegistry.credentials());
  }

  /** Uploads have no key: those of all. */
  List<String> unfinished() {
    return OciRegistry.shared().openUploads(REPOSITORY);
  }
}

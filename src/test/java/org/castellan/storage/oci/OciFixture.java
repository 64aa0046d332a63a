package org.castellan.storage.oci;

import java.net.URI;
import java.util.List;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.ProviderFixture;
import org.castellan.testkit.OciRegistry;
import org.castellan.testkit.ThisMachine;

/** The OCI provider and a real docker-registry. */
public final class OciFixture implements ProviderFixture {

  static final OutboundPolicy POLICY = ThisMachine.allowed();

  private final String repository;

  /** Also made by its name, in a process of its own. */
  public OciFixture() {
    this("kit");
  }

  /**
   * @param repository of the tests' own, where they look for uploads that were left open: one whose
   *     connection was cut stays so, for the registry cannot cancel it
   */
  OciFixture(String repository) {
    this.repository = repository;
  }

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
    return endpoint + "/" + repository;
  }

  @Override
  public ProviderCredentials credentials() {
    return new ProviderCredentials(OciRegistry.credentials());
  }

  /** Uploads have no key: those of the repository. */
  List<String> unfinished() {
    return OciRegistry.shared().openUploads(repository);
  }
}

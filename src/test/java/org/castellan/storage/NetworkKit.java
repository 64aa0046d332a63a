package org.castellan.storage;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider that is reached through the network, opened anew for each test. */
@Tag("provider-kit")
abstract class NetworkKit {

  @RegisterExtension final KitTable table = new KitTable(this::id);

  final OutboundPolicy policy = KitPolicy.open();
  ProviderFixture fixture;
  Provider provider;

  /** Made for each test anew. */
  protected abstract ProviderFixture fixture();

  private String id() {
    return provider.id();
  }

  @BeforeEach
  void openProvider() {
    fixture = fixture();
    provider = fixture.provider(policy);
  }

  /** The provider again, under another policy than the kit's. */
  final void reopenProvider(OutboundPolicy other) throws Exception {
    closeOpenProvider();
    provider = fixture.provider(other);
  }

  @AfterEach
  void closeProvider() throws Exception {
    closeOpenProvider();
    policy.close();
  }

  private void closeOpenProvider() throws Exception {
    if (provider instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  final BlobStore open(URI endpoint) {
    return provider.open(fixture.location(endpoint), fixture.credentials());
  }

  final BlobStore open(int port) {
    return provider.open(fixture.location(port), fixture.credentials());
  }

  static Deadline in(Duration time) {
    return Deadline.in(time);
  }
}

package org.castellan.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.backend.CasBackend;
import org.castellan.backend.NewBackend;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestRegistry;
import org.jdbi.v3.core.Jdbi;

/** Organizations with one default backend each, on buckets of the real S3 server. */
final class Tenants {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Jdbi jdbi;
  private final TestRegistry registry;
  private final int providerPort;

  /**
   * @param keyset the replicas' own
   * @param providerPort of every replica's door to the providers
   */
  Tenants(Jdbi jdbi, String keyset, int providerPort) {
    this.jdbi = jdbi;
    this.registry = new TestRegistry(jdbi, keyset);
    this.providerPort = providerPort;
  }

  /**
   * Removes all there were and registers others, on so many hosts, never validated before.
   *
   * @return their names, which are those of their buckets
   */
  List<String> replace(int count, int hosts) {
    jdbi.useHandle(handle -> handle.execute("delete from organization"));
    var names = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      names.add(register(Doors.HOSTS.get(i % hosts)));
    }
    return names;
  }

  private String register(String host) {
    String name = "store-" + NUMBER.incrementAndGet();
    S3Server.shared().bucket(name);
    var draft =
        new NewBackend(
            registry.organization(name).id(),
            name,
            "AWS-S3",
            "http://%s:%d/%s".formatted(host, providerPort, name),
            host,
            "",
            /* isDefault= */ true,
            /* isFallback= */ false,
            CasBackend.DEFAULT_MAX_BYTES);
    var credentials = new ProviderCredentials(Map.copyOf(S3Server.credentials()));
    jdbi.useTransaction(handle -> registry.registry.insert(handle, draft, credentials, "test"));
    return name;
  }
}

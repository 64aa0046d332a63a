package org.castellan.storage.oci;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.OutboundHttp;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderBean;
import org.castellan.storage.ProviderCredentials;

/**
 * Registries that speak the OCI distribution specification. Each store has connections and tokens
 * of its own, which end with it.
 */
@ProviderBean
public final class OciProvider implements Provider, AutoCloseable {

  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private final OutboundPolicy policy;
  private final OciForm form;
  private final OkHttpClient http;

  @Inject
  public OciProvider(OutboundPolicy policy) {
    this.policy = policy;
    this.form = new OciForm(policy);
    this.http = OutboundHttp.open(policy);
  }

  @Override
  public String id() {
    return "OCI";
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return form.check(location, credentials);
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return OciLocation.parse(location).registry().host();
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    var transport = new OciTransport(client(), policy);
    var repository =
        new OciRepository(
            OciLocation.parse(location), transport, new OciLogin(transport, credentials));
    return new OciStore(repository, new OciUploads(repository, maxRequest(credentials)));
  }

  /** A connection that a registry closed while it was idle is replaced without a word. */
  private OkHttpClient client() {
    return http.newBuilder()
        .connectionPool(OutboundHttp.pool())
        .dispatcher(new Dispatcher())
        .retryOnConnectionFailure(true)
        .build();
  }

  /** A probe that ends at this machine's own door, or at the policy's before it. */
  @Override
  public void warmUp() {
    var nobody = new ProviderCredentials(Map.of(OciForm.USERNAME, "nobody", OciForm.PASSWORD, "-"));
    try (BlobStore store = open("https://127.0.0.1:1/warm-up", nobody)) {
      ProbeResult unused = store.probe("warm-up", Deadline.in(WARM_UP));
    }
  }

  private static OptionalLong maxRequest(ProviderCredentials credentials) {
    return credentials.get(OciForm.MAX_REQUEST_BYTES).stream().mapToLong(Long::parseLong).findAny();
  }

  @Override
  @PreDestroy
  public void close() {
    OutboundHttp.close(http);
  }
}

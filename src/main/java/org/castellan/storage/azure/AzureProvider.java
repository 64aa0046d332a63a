package org.castellan.storage.azure;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.OutboundHttp;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderBean;
import org.castellan.storage.ProviderCredentials;

/** Azure Blob Storage and what speaks its protocol. Stores that it opened share its connections. */
@ProviderBean
public final class AzureProvider implements Provider, AutoCloseable {

  /**
   * Kept, for a logger that nobody holds forgets its level. The SDK logs each answer that is an
   * error; what matters of them is recorded in our words, and none may hold a provider's.
   */
  private static final Logger SDK = Logger.getLogger("com.azure");

  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private final AzureForm form;
  private final OkHttpClient http;
  private final AzureUpload.Limits limits;

  @Inject
  public AzureProvider(OutboundPolicy policy) {
    this(policy, AzureUpload.Limits.SERVICE, UnaryOperator.identity());
  }

  /**
   * @param trust what a test's servers need
   */
  AzureProvider(
      OutboundPolicy policy, AzureUpload.Limits limits, UnaryOperator<OkHttpClient.Builder> trust) {
    SDK.setLevel(Level.OFF);
    this.form = new AzureForm(policy);
    this.limits = limits;
    this.http = trust.apply(reusing(OutboundHttp.open(policy))).build();
  }

  /**
   * A kept connection that the server has closed is not the request's end: content is never sent
   * twice.
   */
  private static OkHttpClient.Builder reusing(OkHttpClient client) {
    return client.newBuilder().addInterceptor(new ShortAnswers()).retryOnConnectionFailure(true);
  }

  @Override
  public String id() {
    return "AzureBlob";
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return form.check(location, credentials);
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return AzureLocation.parse(location).service().getHost();
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    AzureLocation place = AzureLocation.parse(location);
    AzureAccess access = AzureAccess.of(place, credentials, http);
    return new AzureStore(new AzureCalls(new AzureContainer(http, place, access)), limits);
  }

  /** A probe that ends at this machine's own door, or at the policy's before it. */
  @Override
  public void warmUp() {
    var nobody = new ProviderCredentials(Map.of(AzureForm.ACCOUNT_KEY, "eA=="));
    try (BlobStore store = open("https://127.0.0.1:1/account/warm-up", nobody)) {
      ProbeResult unused = store.probe("warm-up", Deadline.in(WARM_UP));
    }
  }

  /** Ends every connection that no call uses. */
  @Override
  @PreDestroy
  public void close() {
    OutboundHttp.close(http);
  }
}

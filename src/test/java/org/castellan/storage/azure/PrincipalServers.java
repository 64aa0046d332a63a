package org.castellan.storage.azure;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.castellan.storage.BlobStore;
import org.castellan.storage.OutboundHttp;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.TokenServer;
import org.castellan.testkit.TrustedTls;

/** An Azurite that takes tokens, an authority that gives them, and a provider that trusts both. */
record PrincipalServers(TokenServer tokens, Azurite azurite, AzureProvider provider)
    implements AutoCloseable {

  private static final String CONTAINER = "principal";

  static PrincipalServers start() {
    TrustedTls tls = TrustedTls.make();
    UnaryOperator<OkHttpClient.Builder> trust =
        client -> client.sslSocketFactory(tls.context().getSocketFactory(), tls.trust());
    Azurite azurite = Azurite.withTokens(tls);
    OkHttpClient http = trust.apply(OutboundHttp.open(AzureFixture.POLICY).newBuilder()).build();
    AzureFixture.create(http, AzureFixture.location(azurite.endpoint(), CONTAINER));
    OutboundHttp.close(http);
    return new PrincipalServers(
        TokenServer.start(tls),
        azurite,
        new AzureProvider(AzureFixture.POLICY, AzureUpload.Limits.SERVICE, trust));
  }

  BlobStore open() {
    return open(credentials());
  }

  BlobStore open(ProviderCredentials credentials) {
    return provider.open(AzureFixture.location(azurite.endpoint(), CONTAINER), credentials);
  }

  ProviderCredentials credentials() {
    return new ProviderCredentials(
        Map.of(
            "tenantId", TokenServer.TENANT,
            "clientId", TokenServer.CLIENT,
            "clientSecret", TokenServer.SECRET,
            "authorityHost", tokens.endpoint().toString()));
  }

  /** The right credentials with one field changed. */
  ProviderCredentials with(String field, String value) {
    var fields = new HashMap<>(credentials().fields());
    fields.put(field, value);
    return new ProviderCredentials(fields);
  }

  @Override
  public void close() {
    provider.close();
    tokens.close();
    azurite.close();
  }
}

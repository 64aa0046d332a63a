package org.castellan.storage.azure;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.castellan.storage.ProbeCase;
import org.castellan.storage.ProbeFixture;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.FalseServer;

/** How Azure refuses. Azurite checks keys and what a shared access signature permits. */
final class AzureProbeFixture implements ProbeFixture {

  private static final Duration VALID = Duration.ofHours(1);

  private final AzureFixture server = new AzureFixture();

  @Override
  public Attempt wrongSecret() {
    String other = Base64.getEncoder().encodeToString(new byte[64]);
    return here(new ProviderCredentials(Map.of("accountKey", other)));
  }

  @Override
  public Attempt wrongKeyId() {
    FalseServer authority =
        FalseServer.answering(400, "{\"error\":\"unauthorized_client\",\"error_codes\":[700016]}");
    Map<String, String> principal =
        Map.of(
            "tenantId", "tenant-of-the-tests",
            "clientId", "client-of-nobody",
            "clientSecret", "a-secret-of-nobody",
            "authorityHost", authority.endpoint().toString());
    return new Attempt(
        server.location(server.port()),
        new ProviderCredentials(principal),
        "an authority of the tests does not know the application",
        authority::close);
  }

  @Override
  public Attempt noPlace() {
    return new Attempt(
        AzureFixture.location(Azurite.shared().endpoint(), "no-such-container"),
        server.credentials());
  }

  @Override
  public Attempt readOnly() {
    return here(SasTokens.of("rl", VALID));
  }

  @Override
  public Attempt writeOnly() {
    return here(SasTokens.of("cwd", VALID));
  }

  private Attempt here(ProviderCredentials credentials) {
    return new Attempt(server.location(server.port()), credentials);
  }

  @Override
  public String remedy(ProbeCase failure) {
    return switch (failure) {
      case WRONG_SECRET ->
          "Set new credentials with a current accountKey of the account in the location.";
      case WRONG_KEY_ID ->
          "Set new credentials with a clientId that is an enabled application in the directory.";
      case NO_PLACE -> "Create the container, or register a backend with the right location.";
      case READ_ONLY, WRITE_ONLY ->
          "Make a sasToken with the permissions read, create, write, delete and list, for this"
              + " network and protocol.";
      case RATE_LIMITED -> "Wait, or raise the limit at the provider.";
      case SICK -> "Check the provider's status; Castellan tries again by itself.";
      case GARBAGE -> "Check that the endpoint in the location is one of Azure Blob Storage.";
      case REDIRECT -> "Register a backend with the container's own endpoint.";
    };
  }
}

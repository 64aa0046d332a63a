package org.castellan.storage.oci;

import java.util.Map;
import java.util.Set;
import org.castellan.storage.ProbeCase;
import org.castellan.storage.ProbeFixture;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.OciRegistry;
import org.castellan.testkit.RefusingProxy;
import org.castellan.testkit.TokenService;

/** How a registry refuses: by basic authentication, and by tokens where rights differ. */
final class OciProbeFixture implements ProbeFixture {

  private static final int TOKEN_SECONDS = 300;

  private final OciFixture server = new OciFixture();

  @Override
  public Attempt wrongSecret() {
    return here(OciRegistry.USER, "a-secret-of-nobody");
  }

  @Override
  public Attempt wrongKeyId() {
    return here("a-user-of-nobody", OciRegistry.PASSWORD);
  }

  private Attempt here(String user, String password) {
    return new Attempt(
        server.location(server.port()),
        new ProviderCredentials(Map.of("username", user, "password", password)));
  }

  @Override
  public Attempt noPlace() {
    String unknown = "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"raw\"}]}";
    RefusingProxy proxy =
        RefusingProxy.to(
            server.port(),
            head -> head.startsWith("POST ") && head.contains("Authorization: "),
            FalseServer.answer(404, unknown, ""));
    return new Attempt(
        server.location(proxy.port()),
        server.credentials(),
        "a proxy refuses as registries do that make no repository by themselves",
        proxy::close);
  }

  @Override
  public Attempt readOnly() {
    return withRights("pull");
  }

  @Override
  public Attempt writeOnly() {
    return withRights("push");
  }

  private static Attempt withRights(String right) {
    var tokens = new TokenService(Map.of(OciRegistry.USER, Set.of(right)), TOKEN_SECONDS);
    OciRegistry registry = OciRegistry.token(tokens);
    return new Attempt(
        registry.location("kit"),
        new ProviderCredentials(OciRegistry.credentials()),
        "a token service of the tests",
        () -> {
          registry.close();
          tokens.close();
        });
  }

  @Override
  public String remedy(ProbeCase failure) {
    return switch (failure) {
      case WRONG_SECRET, WRONG_KEY_ID ->
          "Set new credentials: a username with its password, or with an access token as password.";
      case NO_PLACE ->
          "Create the repository or its project in the registry, or register a backend with the"
              + " right location.";
      case READ_ONLY, WRITE_ONLY ->
          "Give the user, or the access token, the right to push and pull in the repository.";
      case RATE_LIMITED -> "Wait, or raise the limit at the registry.";
      case SICK -> "Check the registry's status; Castellan tries again by itself.";
      case GARBAGE ->
          "Check that the host in the location speaks the OCI distribution protocol under /v2/.";
      case REDIRECT -> "Register a backend with the address that the registry itself has.";
    };
  }
}

package org.castellan.storage.s3;

import java.util.Map;
import java.util.Set;
import org.castellan.storage.ProbeCase;
import org.castellan.storage.ProbeFixture;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.RefusingProxy;
import org.castellan.testkit.S3Server;

/** How S3 refuses. s3proxy has one user, who may do everything: rights are made in front of it. */
final class S3ProbeFixture implements ProbeFixture {

  private static final String DENIED =
      FalseServer.answer(
          403,
          "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
          "Content-Type: application/xml\r\n");

  private final S3Fixture server = new S3Fixture();

  @Override
  public Attempt wrongSecret() {
    return as(S3Server.accessKeyId(), "a-secret-of-another-key");
  }

  @Override
  public Attempt wrongKeyId() {
    return as("KEY-OF-NOBODY", S3Server.secretAccessKey());
  }

  private Attempt as(String accessKeyId, String secretAccessKey) {
    return new Attempt(
        server.location(server.port()),
        new ProviderCredentials(
            Map.of("accessKeyId", accessKeyId, "secretAccessKey", secretAccessKey)));
  }

  @Override
  public Attempt noPlace() {
    return new Attempt(S3Server.shared().location("no-such-bucket"), server.credentials());
  }

  @Override
  public Attempt readOnly() {
    return refused(Set.of("PUT", "POST", "DELETE"));
  }

  @Override
  public Attempt writeOnly() {
    return refused(Set.of("GET", "HEAD"));
  }

  private Attempt refused(Set<String> methods) {
    RefusingProxy proxy =
        RefusingProxy.to(
            server.port(), head -> methods.contains(head.substring(0, head.indexOf(' '))), DENIED);
    return new Attempt(
        server.location(proxy.port()),
        server.credentials(),
        "a proxy refuses " + String.join(", ", methods.stream().sorted().toList()),
        proxy::close);
  }

  @Override
  public String remedy(ProbeCase failure) {
    return switch (failure) {
      case WRONG_SECRET ->
          "Set new credentials with the secretAccessKey that belongs to the accessKeyId.";
      case WRONG_KEY_ID -> "Set new credentials with an accessKeyId that is active.";
      case NO_PLACE -> "Create the bucket, or register a backend with the right location.";
      case READ_ONLY, WRITE_ONLY ->
          "Allow s3:PutObject, s3:GetObject and s3:DeleteObject on the bucket's objects.";
      case RATE_LIMITED -> "Wait, or raise the limit at the provider.";
      case SICK -> "Check the provider's status; Castellan tries again by itself.";
      case GARBAGE -> "Check that the endpoint in the location speaks the S3 protocol.";
      case REDIRECT ->
          "Set credentials.region to the bucket's region, or use the bucket's own endpoint.";
    };
  }
}

package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.FaultyProxy;
import org.junit.jupiter.api.Test;

/** Promise 7: the directory that gives tokens is a tenant's input too. */
class AzureAuthorityTest {

  private static final String SECRET = "secret-of-the-application";

  @Test
  void directoryAtAnAddressThatThePolicyRefusesIsNotConnected() {
    try (FaultyProxy proxy = FaultyProxy.to(1)) {
      assertThat(probe(List.of(), "https://127.0.0.1:" + proxy.port()))
          .isEqualTo(ErrorClass.MISCONFIGURED);
      assertThat(proxy.connections()).isZero();
    }
  }

  @Test
  void directoryThatRedirectsToSuchAnAddressIsNotFollowed() {
    try (FaultyProxy closed = FaultyProxy.between(new InetSocketAddress("127.0.0.2", 0), 1);
        FalseServer leads =
            FalseServer.answering(
                307, "", "Location: https://127.0.0.2:%d/\r\n".formatted(closed.port()))) {
      probe(List.of("127.0.0.1"), leads.endpoint().toString());
      assertThat(leads.asked()).isNotEmpty();
      assertThat(closed.connections()).isZero();
    }
  }

  private static ErrorClass probe(List<String> allowed, String authority) {
    var credentials =
        new ProviderCredentials(
            Map.of(
                "tenantId",
                "tenant",
                "clientId",
                "client",
                "clientSecret",
                SECRET,
                "authorityHost",
                authority));
    try (var policy = new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, allowed);
        var provider = new AzureProvider(policy);
        BlobStore store = provider.open("account/container", credentials)) {
      ProbeResult result = store.probe("token", Deadline.in(Duration.ofSeconds(5)));
      assertThat(result).isInstanceOf(ProbeResult.Broken.class);
      return ((ProbeResult.Broken) result).failure().errorClass();
    }
  }
}

package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.storage.ProbeFixture.Attempt;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 7: an endpoint is a tenant's input, and leads to no address that the policy refuses. */
public abstract class RefusedAddressContract extends ProbeKit {

  private static final String REBOUND = "rebound.invalid";
  private static final StorageFailure REFUSED =
      expected(
          ErrorClass.MISCONFIGURED,
          "Use an endpoint on the public Internet, or ask the administrator to list it in"
              + " CASTELLAN_ALLOWED_ENDPOINTS.",
          false);

  /** However this machine is named, nothing connects to it unless the policy allows that. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"})
  void addressThatThePolicyRefuses(String host) throws Exception {
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.freePort());
        var strict = new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of())) {
      reopenProvider(strict);
      assertBroken(URI.create("https://" + host + ":" + proxy.port()), REFUSED);
      assertThat(proxy.connections()).isZero();
    }
  }

  /** Forms that some resolvers take for this machine, and some for a name that nobody has. */
  @ParameterizedTest
  @ValueSource(
      strings = {"2130706433", "127.1", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "017700000001"})
  void addressInAnUnusualForm(String host) throws Exception {
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.freePort());
        var strict = new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of())) {
      reopenProvider(strict);
      probe("https://" + host + ":" + proxy.port());
      assertThat(proxy.connections()).isZero();
      table.outcome("never connected");
    }
  }

  /** The address that was checked is the one that is connected, whatever a name says next. */
  @Test
  void nameThatLeadsElsewhereTheNextTime() throws Exception {
    var asked = new AtomicInteger();
    var lookup =
        new HostLookup(
            host ->
                InetAddress.getAllByName(
                    asked.getAndIncrement() % 2 == 0 ? "127.0.0.1" : "127.0.0.2"),
            Duration.ofSeconds(5));
    var onlyThis = List.of("127.0.0.1/32");
    try (FaultyProxy open = FaultyProxy.to(S3Server.freePort());
        FaultyProxy closed =
            FaultyProxy.between(
                new InetSocketAddress("127.0.0.2", open.port()), S3Server.freePort());
        var strict = new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, onlyThis, lookup)) {
      reopenProvider(strict);
      for (int i = 0; i < 6; i++) {
        probe("https://" + REBOUND + ":" + open.port());
      }
      assertThat(asked).hasValueGreaterThan(1);
      assertThat(open.connections()).isPositive();
      assertThat(closed.connections()).isZero();
      table.outcome("never connected");
    }
  }

  /** Whatever an endpoint says, the policy is asked about where it leads. */
  @ParameterizedTest
  @CsvSource({"302, http", "302, https", "307, http", "307, https", "308, https"})
  void redirectToAnAddressThatThePolicyRefuses(int status, String scheme) throws Exception {
    try (FaultyProxy closed =
            FaultyProxy.between(new InetSocketAddress("127.0.0.2", 0), S3Server.freePort());
        FalseServer leads =
            FalseServer.answering(
                status,
                "",
                "Location: %s://127.0.0.2:%d/v2/\r\n".formatted(scheme, closed.port()));
        var strict = ThisMachine.allowed()) {
      reopenProvider(strict);
      probe(leads.endpoint().toString());
      assertThat(leads.asked()).isNotEmpty();
      assertThat(closed.connections()).isZero();
      table.outcome("never connected");
    }
  }

  /** It fails, at the registration or at the probe. */
  private void probe(String endpoint) {
    Attempt attempt = at(URI.create(endpoint));
    if (provider.check(attempt.location(), attempt.credentials()).isEmpty()) {
      failure(provider, attempt, Duration.ofSeconds(20));
    }
  }
}

package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.UntrustedTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no provider, or a sick one, is told apart: by its exact class and remedy. */
public abstract class BrokenEndpointContract extends RefusedAddressContract {

  private static final StorageFailure UNREACHABLE =
      expected(
          ErrorClass.UNREACHABLE,
          "Check the endpoint's host and port, and the firewalls between.",
          true);
  private static final StorageFailure UNKNOWN =
      expected(
          ErrorClass.UNREACHABLE,
          "Check the host in the backend's location, and its DNS entry.",
          true);
  private static final StorageFailure UNTRUSTED =
      expected(
          ErrorClass.TLS,
          "Check the endpoint's certificate: its host, its expiry and who issued it.",
          false);
  private static final StorageFailure LATE =
      expected(
          ErrorClass.TIMEOUT,
          "Check that the endpoint is up and reachable from Castellan, and how busy it is.",
          true);

  @Test
  void untrustedCertificate() {
    try (var tls = new UntrustedTls()) {
      assertBroken(tls.endpoint(), UNTRUSTED);
    }
  }

  @Test
  void plainServerBehindHttps() {
    try (FalseServer plain = FalseServer.answering(200, "")) {
      assertBroken(local("https", plain.endpoint().getPort()), UNTRUSTED);
    }
  }

  @Test
  void unknownHost() {
    assertBroken(URI.create("http://" + KitPolicy.UNKNOWN), UNKNOWN);
  }

  @Test
  void closedPort() {
    assertBroken(local("http", S3Server.freePort()), UNREACHABLE);
  }

  @Test
  void droppedConnection() {
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.freePort())) {
      proxy.cut();
      assertBroken(local("http", proxy.port()), UNREACHABLE);
    }
  }

  @Test
  void tooManyRequests() {
    try (FalseServer busy = FalseServer.answering(429, "", "Retry-After: 3600\r\n")) {
      assertAnswered(busy, ProbeCase.RATE_LIMITED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void serverError(int status) {
    try (FalseServer sick = FalseServer.answering(status, "")) {
      assertAnswered(sick, ProbeCase.SICK);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200 OK\r\nContent-Type: text/html\r\nContent-Length: 16\r\n\r\n<p>It works!</p>",
        "200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        "204 No Content\r\n\r\n",
        "200 OK\r\nContent-Length: banana\r\n\r\nbanana"
      })
  void garbageInsteadOfTheProtocol(String answer) {
    try (FalseServer garbage = FalseServer.raw("HTTP/1.1 " + answer)) {
      assertAnswered(garbage, ProbeCase.GARBAGE);
    }
  }

  /** Promise 3: the deadline holds although there is always one more byte to come. */
  @Test
  void slowDrip() {
    try (FaultyProxy proxy = FaultyProxy.to(fixture.port())) {
      proxy.drip(Duration.ofMillis(200));
      assertBroken(local("http", proxy.port()), Duration.ofSeconds(2), LATE);
    }
  }

  /** Promise 7: what was entrusted to one host is shown to no other. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectToAnotherHost(int status) {
    try (FalseServer other = FalseServer.answering(200, "");
        FalseServer redirects = FalseServer.answering(status, "", elsewhere(other))) {
      assertAnswered(redirects, ProbeCase.REDIRECT);
      assertThat(String.join("\n", other.asked()))
          .doesNotContainIgnoringCase("authorization:", "signature=", "sig=")
          .doesNotContain(fixture.credentials().fields().values());
    }
  }

  private static String elsewhere(FalseServer other) {
    return "Location: http://%s:%d/\r\n".formatted(KitPolicy.OTHER, other.endpoint().getPort());
  }

  private static URI local(String scheme, int port) {
    return URI.create(scheme + "://127.0.0.1:" + port);
  }
}

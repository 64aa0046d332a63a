package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageFailure;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.RecordingProxy;
import org.castellan.testkit.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a probe fails, against a real server, a broken network and a false server. */
class S3ProbeTest {

  private static final String SECRET = S3Server.secretAccessKey();

  private static S3Provider provider;
  private static S3Server server;

  @BeforeAll
  static void start() {
    provider =
        new S3Provider(
            new OutboundPolicy(
                OutboundPolicy.Mode.PUBLIC, List.of("127.0.0.1", "no-host.invalid")));
    server = S3Server.shared();
    server.bucket("probed");
  }

  @AfterAll
  static void stop() {
    provider.close();
  }

  @Test
  void healthyBucketIsWrittenReadAndCleaned() {
    try (RecordingProxy proxy = RecordingProxy.to(server.port())) {
      assertThat(probe(proxy.location("probed"), S3Server.credentials(), 20))
          .isInstanceOf(ProbeResult.Healthy.class);
      assertThat(proxy.requests())
          .extracting(RecordingProxy.Request::method)
          .containsExactly("PUT", "GET", "DELETE");
      assertThat(proxy.requests())
          .allSatisfy(r -> assertThat(r.userAgent()).startsWith("Castellan"));
    }
  }

  @Test
  void wrongKeysAreAuthentication() {
    Map<String, String> wrongSecret =
        Map.of("accessKeyId", S3Server.accessKeyId(), "secretAccessKey", "wrong");
    Map<String, String> wrongKey = Map.of("accessKeyId", "nobody", "secretAccessKey", SECRET);

    StorageFailure secret = broken(server.location("probed"), wrongSecret, 20);
    StorageFailure key = broken(server.location("probed"), wrongKey, 20);

    assertThat(secret.errorClass()).isEqualTo(ErrorClass.AUTHENTICATION);
    assertThat(secret.remedy()).contains("secretAccessKey that belongs to");
    assertThat(key.errorClass()).isEqualTo(ErrorClass.AUTHENTICATION);
    assertThat(key.remedy()).contains("accessKeyId that is active");
  }

  @Test
  void missingBucketIsNotFound() {
    StorageFailure failure = broken(server.location("missing"), S3Server.credentials(), 20);
    assertThat(failure.errorClass()).isEqualTo(ErrorClass.NOT_FOUND);
    assertThat(failure.remedy()).contains("Create the bucket");
  }

  @Test
  void closedPortAndUnknownHostAreUnreachable() {
    String closed = "http://127.0.0.1:" + S3Server.freePort() + "/probed";
    assertThat(broken(closed).errorClass()).isEqualTo(ErrorClass.UNREACHABLE);
    StorageFailure unknown = broken("http://no-host.invalid/probed");
    assertThat(unknown.errorClass()).isIn(ErrorClass.UNREACHABLE, ErrorClass.TIMEOUT);
    assertThat(unknown.retryable()).isTrue();
  }

  @Test
  void plainServerBehindHttpsIsTls() {
    String https = "https://127.0.0.1:" + server.port() + "/probed";
    StorageFailure failure = broken(https, S3Server.credentials(), 20);
    assertThat(failure.errorClass()).isEqualTo(ErrorClass.TLS);
    assertThat(failure.remedy()).contains("certificate");
  }

  @Test
  void refusedAddressIsMisconfiguredAndNeverConnected() {
    try (FaultyProxy proxy = FaultyProxy.to(server.port());
        S3Provider strict =
            new S3Provider(new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of()))) {
      for (String host : List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]")) {
        String location = "https://" + host + ":" + proxy.port() + "/probed";
        ProbeResult result = strict.open(location, credentials()).probe("token", in(10));
        assertThat(((ProbeResult.Broken) result).failure().errorClass())
            .as(host)
            .isEqualTo(ErrorClass.MISCONFIGURED);
      }
      assertThat(proxy.connections()).isZero();
    }
  }

  /** Promise 3: stalled before the answer, or dripping it, a probe ends at its deadline. */
  @Test
  void stalledAndDrippingServersEndAtTheDeadline() {
    try (FaultyProxy proxy = FaultyProxy.to(server.port())) {
      for (Runnable fault :
          List.<Runnable>of(
              proxy::stall, proxy::halfOpen, () -> proxy.drip(Duration.ofMillis(200)))) {
        fault.run();
        assertThat(broken(proxied(proxy), S3Server.credentials(), 1).errorClass())
            .isEqualTo(ErrorClass.TIMEOUT);
      }
    }
  }

  @Test
  void cutConnectionIsUnreachable() {
    try (FaultyProxy proxy = FaultyProxy.to(server.port())) {
      proxy.cut();
      assertThat(broken(proxied(proxy)).errorClass()).isEqualTo(ErrorClass.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, '', RATE_LIMITED, true",
    "503, SlowDown, RATE_LIMITED, true",
    "403, AccessDenied, AUTHORIZATION, false",
    "403, '', AUTHORIZATION, false",
    "401, '', AUTHENTICATION, false",
    "507, '', QUOTA, false",
    "403, QuotaExceeded, QUOTA, false",
    "500, InternalError, PROVIDER_ERROR, true",
    "301, PermanentRedirect, MISCONFIGURED, false",
    "400, AuthorizationHeaderMalformed, MISCONFIGURED, false",
    "403, RequestTimeTooSkewed, MISCONFIGURED, false",
    "400, Whatever, PROVIDER_ERROR, false"
  })
  void answersAreUnderstood(int status, String code, ErrorClass expected, boolean retryable) {
    try (FalseServer fake = FalseServer.answering(status, error(code, SECRET))) {
      StorageFailure failure = broken(fake.endpoint() + "/probed");
      assertThat(failure.errorClass()).isEqualTo(expected);
      assertThat(failure.retryable()).isEqualTo(retryable);
    }
  }

  /** Promise 7: what a provider says goes to nobody. */
  @Test
  void sentencesHoldNeitherSecretsNorTheProvidersText() {
    try (FalseServer fake = FalseServer.answering(403, error("Odd", "raw " + SECRET))) {
      StorageFailure failure = broken(fake.endpoint() + "/probed");
      assertThat(failure.toString()).doesNotContain(SECRET).doesNotContain("raw");
    }
  }

  @Test
  void otherBytesReadBackAreCorrupt() {
    try (FalseServer fake = FalseServer.answering(200, "something else")) {
      assertThat(broken(fake.endpoint() + "/probed").errorClass()).isEqualTo(ErrorClass.CORRUPT);
    }
  }

  @Test
  void garbageWithinHttpIsAProviderError() {
    try (FalseServer fake =
        FalseServer.raw("HTTP/1.1 200 OK\r\nContent-Length: banana\r\n\r\nbanana")) {
      assertThat(broken(fake.endpoint() + "/probed").errorClass())
          .isEqualTo(ErrorClass.PROVIDER_ERROR);
    }
  }

  /** The client cannot tell it from a dropped connection; host and port are what to look at. */
  @Test
  void otherProtocolOnThePortIsUnreachable() {
    try (FalseServer fake = FalseServer.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
      StorageFailure failure = broken(fake.endpoint() + "/probed");
      assertThat(failure.errorClass()).isEqualTo(ErrorClass.UNREACHABLE);
      assertThat(failure.remedy()).contains("host and port");
    }
  }

  @Test
  void redirectToAnotherHostIsNotFollowed() {
    try (FalseServer other = FalseServer.answering(200, "");
        FalseServer fake = FalseServer.redirecting(other.endpoint())) {
      assertThat(broken(fake.endpoint() + "/probed").errorClass())
          .isEqualTo(ErrorClass.MISCONFIGURED);
      assertThat(other.asked()).isEmpty();
    }
  }

  /** Healthy ones share a few connections; failed ones leave none; neither leaves a thread. */
  @Test
  void thousandProbesLeakNoThreadAndNoConnection() {
    try (FaultyProxy proxy = FaultyProxy.to(server.port())) {
      probe(proxied(proxy), S3Server.credentials(), 20);
      long before = threadsOfOurs();
      IntStream.range(0, 800)
          .parallel()
          .forEach(i -> probe(proxied(proxy), S3Server.credentials(), 20));
      assertThat(proxy.connections()).isLessThan(80);
      proxy.cut();
      IntStream.range(0, 200).parallel().forEach(i -> broken(proxied(proxy)));
      assertThat(proxy.openConnections()).isZero();
      assertThat(threadsOfOurs()).isLessThanOrEqualTo(before + 16);
    }
  }

  /** Those of the test's own proxy and pool aside. */
  private static long threadsOfOurs() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("proxy-") && !name.startsWith("ForkJoinPool"))
        .count();
  }

  /** The body of an error answer; none when the code is empty, as on HEAD. */
  private static String error(String code, String message) {
    return code.isEmpty()
        ? ""
        : "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
  }

  private static String proxied(FaultyProxy proxy) {
    return "http://127.0.0.1:" + proxy.port() + "/probed";
  }

  private static StorageFailure broken(String location) {
    return broken(location, S3Server.credentials(), 10);
  }

  private static StorageFailure broken(
      String location, Map<String, String> credentials, int seconds) {
    ProbeResult result = probe(location, credentials, seconds);
    assertThat(result).isInstanceOf(ProbeResult.Broken.class);
    assertThat(result.latency()).isLessThan(Duration.ofSeconds(seconds + 1L));
    return ((ProbeResult.Broken) result).failure();
  }

  private static ProbeResult probe(String location, Map<String, String> fields, int seconds) {
    try (BlobStore store = provider.open(location, new ProviderCredentials(fields))) {
      return store.probe("token", in(seconds));
    }
  }

  private static ProviderCredentials credentials() {
    return new ProviderCredentials(S3Server.credentials());
  }

  private static Deadline in(int seconds) {
    return Deadline.in(Duration.ofSeconds(seconds));
  }
}

package org.castellan.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.stream.IntStream;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageFailure;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.RecordingProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ThisMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What S3 alone says, and how its probes come and go: what all providers do is in the kits. */
class S3AnswersTest {

  private static final String SECRET = S3Server.secretAccessKey();

  private static S3Provider provider;
  private static S3Server server;

  @BeforeAll
  static void start() {
    provider = new S3Provider(ThisMachine.allowed());
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
      assertThat(probe(proxy.location("probed"))).isInstanceOf(ProbeResult.Healthy.class);
      assertThat(proxy.requests())
          .extracting(RecordingProxy.Request::method)
          .containsExactly("PUT", "GET", "DELETE");
      assertThat(proxy.requests())
          .allSatisfy(r -> assertThat(r.userAgent()).startsWith("Castellan"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, RATE_LIMITED, true",
    "403, AccessDenied, AUTHORIZATION, false",
    "403, '', AUTHORIZATION, false",
    "401, '', AUTHENTICATION, false",
    "507, '', QUOTA, false",
    "403, QuotaExceeded, QUOTA, false",
    "500, InternalError, PROVIDER_ERROR, true",
    "503, ServiceUnavailable, PROVIDER_ERROR, true",
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
    try (FalseServer fake = FalseServer.answering(200, "something else", "ETag: \"1\"\r\n")) {
      assertThat(broken(fake.endpoint() + "/probed").errorClass()).isEqualTo(ErrorClass.CORRUPT);
    }
  }

  /** The server has the bytes that it answers to all requests. */
  @ParameterizedTest
  @CsvSource({
    "hello, LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=, 1, STORED",
    "hello, another, 2, STORED",
    "hello, , 2, STORED",
    "hallo, , 2, OTHER_BYTES_THERE",
  })
  void whatTheServerDoesNotSayToHaveComparedIsReadBack(
      String stored, @Nullable String named, int requests, PutOutcome outcome) {
    String checksum = named == null ? "" : "x-amz-checksum-sha256: " + named + "\r\n";
    byte[] hello = "hello".getBytes(US_ASCII);
    var content = new BlobStore.Content(new ByteArrayInputStream(hello), 5, Sha256.hex(hello));
    try (FalseServer fake = FalseServer.answering(200, stored, "ETag: \"1\"\r\n" + checksum);
        BlobStore store = open(fake.endpoint() + "/probed")) {
      assertThat(store.put("key", content, Deadline.in(Duration.ofSeconds(10)))).isEqualTo(outcome);
      assertThat(fake.asked()).hasSize(requests).first(STRING).startsWith("PUT /probed/key");
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

  /** Healthy ones share a few connections; failed ones leave none; neither leaves a thread. */
  @Test
  void thousandProbesLeakNoThreadAndNoConnection() {
    try (FaultyProxy proxy = FaultyProxy.to(server.port())) {
      probe(proxied(proxy));
      long before = threadsOfOurs();
      IntStream.range(0, 800).parallel().forEach(i -> probe(proxied(proxy)));
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
    return ((ProbeResult.Broken) probe(location)).failure();
  }

  private static ProbeResult probe(String location) {
    try (BlobStore store = open(location)) {
      return store.probe("token", Deadline.in(Duration.ofSeconds(20)));
    }
  }

  private static BlobStore open(String location) {
    return provider.open(location, new ProviderCredentials(S3Server.credentials()));
  }
}

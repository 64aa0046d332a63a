package org.castellan.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.Sha256;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.S3Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, as read by a server that answers none of it. */
class S3RequestTest {

  private static final OutboundPolicy POLICY =
      new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of("127.0.0.1"));

  @ParameterizedTest
  @CsvSource({
    "region,us-east-1,us-east-1",
    "region,eu-north-1,eu-north-1",
    "region,auto,auto",
    "compatibility,gcs,auto",
    "compatibility,r2,auto",
    "compatibility,generic,us-east-1"
  })
  void requestsAreForTheRegionAndPathStyle(String field, String value, String region) {
    assertThat(firstRequest(field, value))
        .contains("/" + region + "/s3/aws4_request")
        .contains(" /bucket/castellan-probe/");
  }

  @ParameterizedTest
  @CsvSource({"region,us-east-1,true,true", "compatibility,r2,false,true"})
  void putsHaveWhatTheServerKnows(String field, String value, boolean checksum, boolean condition) {
    String request = firstRequest(field, value);
    assertThat(request).startsWith("PUT ");
    assertThat(request.contains("x-amz-content-sha256: UNSIGNED-PAYLOAD")).isEqualTo(checksum);
    assertThat(request.contains("x-amz-checksum-sha256:")).isEqualTo(checksum);
    assertThat(request.contains("If-None-Match: *")).isEqualTo(condition);
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
    String headers = "ETag: \"1\"\r\n";
    if (named != null) {
      headers += "x-amz-checksum-sha256: " + named + "\r\n";
    }
    var bytes = new ByteArrayInputStream("hello".getBytes(US_ASCII));
    var content = new BlobStore.Content(bytes, 5, Sha256.hex("hello".getBytes(US_ASCII)));
    try (FalseServer server = FalseServer.answering(200, stored, headers);
        var provider = new S3Provider(POLICY);
        BlobStore store =
            provider.open(
                server.endpoint() + "/bucket", new ProviderCredentials(S3Server.credentials()))) {
      assertThat(store.put("key", content, Deadline.in(Duration.ofSeconds(10)))).isEqualTo(outcome);
      assertThat(server.asked()).hasSize(requests).first(STRING).startsWith("PUT /bucket/key");
    }
  }

  private static String firstRequest(String field, String value) {
    var credentials = new HashMap<>(S3Server.credentials());
    credentials.put(field, value);
    try (FalseServer server = FalseServer.answering(500, "");
        var provider = new S3Provider(POLICY);
        BlobStore store =
            provider.open(server.endpoint() + "/bucket", new ProviderCredentials(credentials))) {
      ProbeResult unused = store.probe("wire", Deadline.in(Duration.ofSeconds(10)));
      return server.asked().get(0);
    }
  }
}

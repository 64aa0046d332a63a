package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, as read by a server that answers none of it. */
class S3RequestTest {

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

  private static String firstRequest(String field, String value) {
    var credentials = new HashMap<>(S3Server.credentials());
    credentials.put(field, value);
    var policy = ThisMachine.allowed();
    try (FalseServer server = FalseServer.answering(500, "");
        var provider = new S3Provider(policy);
        BlobStore store =
            provider.open(server.endpoint() + "/bucket", new ProviderCredentials(credentials))) {
      ProbeResult unused = store.probe("wire", Deadline.in(Duration.ofSeconds(10)));
      return server.asked().get(0);
    }
  }
}

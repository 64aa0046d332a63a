package org.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ServerTest {

  @Test
  void recordingProxyNotesEachRequestAndChangesNone() {
    S3Server server = S3Server.shared();
    server.bucket("noted");
    try (var proxy = RecordingProxy.to(server.port());
        var client = client(proxy.port())) {
      for (int i = 0; i < 3; i++) {
        client.putObject(b -> b.bucket("noted").key("a b"), RequestBody.fromString("hello"));
      }
      var bytes = client.getObjectAsBytes(b -> b.bucket("noted").key("a b"));

      assertThat(bytes.asString(StandardCharsets.UTF_8)).isEqualTo("hello");
      assertThat(proxy.count("PUT", "noted")).isEqualTo(3);
      assertThat(proxy.count("GET", "noted")).isEqualTo(1);
      assertThat(proxy.count("PUT", "note")).isZero();
      assertThat(proxy.requests())
          .allSatisfy(request -> assertThat(request.userAgent()).contains("aws-sdk-java"));
    }
  }

  private static S3Client client(int port) {
    return S3Client.builder()
        .httpClientBuilder(Apache5HttpClient.builder())
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(S3Server.accessKeyId(), S3Server.secretAccessKey())))
        .build();
  }
}

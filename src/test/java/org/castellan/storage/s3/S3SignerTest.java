package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class S3SignerTest {

  private static final String CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

  @ParameterizedTest
  @CsvSource({
    "http://storage/bucket/key, storage, UNSIGNED-PAYLOAD",
    "http://storage:80/bucket/key, storage, UNSIGNED-PAYLOAD",
    "http://storage:9000/bucket/key, storage:9000, UNSIGNED-PAYLOAD",
    "http://storage:443/bucket/key, storage:443, " + CHUNKS,
    "https://storage/bucket/key, storage, UNSIGNED-PAYLOAD",
    "https://storage:80/bucket/key, storage:80, UNSIGNED-PAYLOAD",
  })
  void whatHasItsSha256IsNotHashedAgainWhereverItGoes(URI target, String host, String payload) {
    SdkHttpRequest signed = sign(put(target).putHeader("x-amz-checksum-sha256", "…").build());
    assertThat(signed.firstMatchingHeader("Host")).contains(host);
    assertThat(signed.firstMatchingHeader("x-amz-content-sha256")).contains(payload);
    assertThat(signed.getUri()).isEqualTo(put(target).build().getUri());
    assertThat(signed.firstMatchingHeader("Authorization").orElseThrow())
        .contains(";x-amz-checksum-sha256;");
  }

  @ParameterizedTest
  @CsvSource({
    "http://storage/bucket/key, " + CHUNKS,
    "https://storage/bucket/key, UNSIGNED-PAYLOAD",
  })
  void whatHasNoSha256IsSignedByTheSdkAsItThinksFit(URI target, String payload) {
    SdkHttpRequest signed = sign(put(target).build());
    assertThat(signed.firstMatchingHeader("x-amz-content-sha256")).contains(payload);
  }

  private static SdkHttpRequest.Builder put(URI target) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.PUT)
        .uri(target)
        .putHeader("Content-Length", "5");
  }

  private static SdkHttpRequest sign(SdkHttpRequest request) {
    return S3AuthScheme.create()
        .signer()
        .sign(
            SignRequest.builder(AwsCredentialsIdentity.create("key", "secret"))
                .request(request)
                .payload(ContentStreamProvider.fromString("hello", StandardCharsets.UTF_8))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(
                    AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, request.protocol().equals("http"))
                .build())
        .request();
  }
}

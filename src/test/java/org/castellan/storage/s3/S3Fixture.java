package org.castellan.storage.s3;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.ProviderFixture;
import org.castellan.testkit.S3Server;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The S3 provider and a real s3proxy. */
public final class S3Fixture implements ProviderFixture {

  static final String BUCKET = "kit";

  @Override
  public Provider provider(OutboundPolicy policy) {
    return new S3Provider(policy);
  }

  @Override
  public int port() {
    S3Server.shared().bucket(BUCKET);
    return S3Server.shared().port();
  }

  @Override
  public String location(URI endpoint) {
    return endpoint + "/" + BUCKET;
  }

  @Override
  public ProviderCredentials credentials() {
    return new ProviderCredentials(S3Server.credentials());
  }

  /** The multipart uploads of a key that nobody has completed or aborted. */
  List<String> unfinished(String key) {
    try (S3Client client = client()) {
      Stream<MultipartUpload> uploads =
          client.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().stream();
      return uploads.map(MultipartUpload::key).filter(key::equals).toList();
    }
  }

  /** One that shares nothing with Castellan's own. */
  S3Client client() {
    return S3Client.builder()
        .httpClientBuilder(Apache5HttpClient.builder())
        .endpointOverride(URI.create("http://127.0.0.1:" + port()))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(S3Server.accessKeyId(), S3Server.secretAccessKey())))
        .build();
  }
}

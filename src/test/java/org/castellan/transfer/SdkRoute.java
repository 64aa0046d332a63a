package org.castellan.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import org.castellan.storage.Sha256;
import org.castellan.testkit.S3Server;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** With Amazon's SDK as it comes, straight to the storage: each object in one request. */
record SdkRoute(S3Client client, String bucket) implements Route, AutoCloseable {

  static SdkRoute to(int port, String bucket) {
    var keys = AwsBasicCredentials.create(S3Server.accessKeyId(), S3Server.secretAccessKey());
    S3Client client =
        S3Client.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(keys))
            .build();
    return new SdkRoute(client, bucket);
  }

  @Override
  public void put(Sample sample) {
    RequestBody body =
        RequestBody.fromContentProvider(sample::open, sample.size(), "application/octet-stream");
    client.putObject(r -> r.bucket(bucket).key(key(sample)), body);
  }

  @Override
  public void get(Sample sample) {
    try (var body = client.getObject(r -> r.bucket(bucket).key(key(sample)))) {
      long size = CastellanRoute.copy(body, OutputStream.nullOutputStream());
      if (size != sample.size()) {
        throw new IllegalStateException(size + " bytes came of " + sample);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a client that wants to know that it got what it asked for. */
  void getCompared(Sample sample) {
    try (var body = client.getObject(r -> r.bucket(bucket).key(key(sample)))) {
      if (!Sha256.hex(body).equals(sample.sha256())) {
        throw new IllegalStateException("other bytes came of " + sample);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(Sample sample) {
    client.deleteObject(r -> r.bucket(bucket).key(key(sample)));
  }

  static String key(Sample sample) {
    return "direct/" + sample.sha256();
  }

  @Override
  public void close() {
    client.close();
  }
}

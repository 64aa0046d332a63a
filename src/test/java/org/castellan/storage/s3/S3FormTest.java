package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ThisMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3FormTest {

  private static final ProviderCredentials KEYS = new ProviderCredentials(S3Server.credentials());

  private final S3Provider provider = new S3Provider(ThisMachine.allowed());

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bucket",
        "my.bucket-1",
        "https://s3.example.com/bucket",
        "https://[2600::1]:9000/bucket",
        "HTTPS://S3.example.com/bucket",
        "http://127.0.0.1:9000/bucket"
      })
  void goodLocations(String location) {
    assertThat(provider.check(location, KEYS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "Bucket",
        "a..b",
        "-bucket",
        "127.0.0.1",
        "bucket/key",
        "bucket?x",
        "arn:aws:s3",
        "ftp://s3.example.com/bucket",
        "https:///bucket",
        "https://s3.example.com",
        "https://s3.example.com/",
        "https://s3.example.com/a/bucket",
        "https://u:p@host/bucket",
        "https://host/bucket?x=1",
        "https://host/bucket#x",
        "https://host:0/bucket",
        "https://host:99999/bucket",
        "https://host/b%2fc",
        "https://127.1/bucket",
        "https://0x7f.0.0.1/bucket",
        "https://2130706433/bucket",
        "https://0177.0.0.1/bucket",
        "http://s3.example.com/bucket",
        "https://host name/bucket",
        "https:bucket"
      })
  void badLocations(String location) {
    assertThat(provider.check(location, KEYS))
        .extracting(Violation::field)
        .containsExactly("location");
  }

  @Test
  void everyBadFieldIsNamedAtOnceAndNoValueIsRepeated() {
    var credentials =
        new ProviderCredentials(
            Map.of("accessKeyId", "a b", "region", "No Region", "sessionToken", "zzz"));
    List<Violation> violations = provider.check("x".repeat(501), credentials);
    assertThat(violations)
        .extracting(Violation::field)
        .containsExactly(
            "location",
            "credentials.accessKeyId",
            "credentials.secretAccessKey",
            "credentials.region",
            "credentials.sessionToken");
    assertThat(violations.toString()).doesNotContain("zzz").doesNotContain("No Region");
  }

  @Test
  void hostIsTheEndpointsOrTheRegions() {
    assertThat(provider.host("https://S3.Example.com:9000/bucket", KEYS))
        .isEqualTo("s3.example.com");
    assertThat(provider.host("bucket", KEYS)).isEqualTo("s3.amazonaws.com");
    var china =
        new ProviderCredentials(
            Map.of("accessKeyId", "a", "secretAccessKey", "b", "region", "cn-north-1"));
    assertThat(provider.host("bucket", china)).isEqualTo("s3.cn-north-1.amazonaws.com.cn");
  }

  @ParameterizedTest
  @CsvSource({
    "https://storage.example.com/bucket,compatibility,gcs,",
    "https://storage.example.com/bucket,compatibility,r2,",
    "https://storage.example.com/bucket,compatibility,generic,",
    "https://storage.example.com/bucket,compatibility,minio,credentials.compatibility",
    "https://storage.example.com/bucket,compatibility,GCS,credentials.compatibility",
    "https://storage.example.com/bucket,compatibility,aws,credentials.compatibility",
    "bucket,compatibility,gcs,location",
    "https://storage.example.com/bucket,region,auto,",
    "bucket,region,auto,credentials.region"
  })
  void endpointsMayBeLookAlikesAndHaveTheRegionAuto(
      String location, String field, String value, @Nullable String wrong) {
    assertThat(provider.check(location, and(field, value)))
        .extracting(Violation::field)
        .isEqualTo(wrong == null ? List.of() : List.of(wrong));
  }

  private static ProviderCredentials and(String field, String value) {
    var fields = new HashMap<>(S3Server.credentials());
    fields.put(field, value);
    return new ProviderCredentials(fields);
  }
}

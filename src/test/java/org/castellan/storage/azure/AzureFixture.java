package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpPipelineBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.castellan.storage.Deadline;
import org.castellan.storage.OutboundHttp;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.Azurite;

/** Containers, credentials and providers of the tests' server. */
final class AzureFixture {

  static final ProviderCredentials KEY =
      new ProviderCredentials(Map.of("accountKey", Azurite.key()));

  static final OutboundPolicy POLICY =
      new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of("127.0.0.1", "localhost"));

  private AzureFixture() {}

  static AzureProvider provider() {
    return provider(AzureUpload.Limits.SERVICE);
  }

  static AzureProvider provider(AzureUpload.Limits limits) {
    return new AzureProvider(POLICY, limits, UnaryOperator.identity());
  }

  static String location(int port, String container) {
    return "http://127.0.0.1:" + port + "/" + Azurite.ACCOUNT + "/" + container;
  }

  /** Creates a container, unless it is there, and answers its location. */
  static String container(String name) {
    String location = location(Azurite.shared().port(), name);
    OkHttpClient http = OutboundHttp.open(POLICY);
    AzureLocation place = AzureLocation.parse(location);
    try {
      new AzureContainer(http, place, AzureAccess.of(place, KEY, http))
          .client(Deadline.in(Duration.ofSeconds(20)))
          .create();
    } catch (AzureErrorException e) {
      assertThat(e.code()).isEqualTo("ContainerAlreadyExists");
    } finally {
      OutboundHttp.close(http);
    }
    return location;
  }

  /**
   * A token for the whole account.
   *
   * @param permissions as in {@code sp}
   */
  static ProviderCredentials sas(String permissions, Duration validity) {
    var values =
        new AccountSasSignatureValues(
            OffsetDateTime.now(ZoneOffset.UTC).plus(validity),
            AccountSasPermission.parse(permissions),
            new AccountSasService().setBlobAccess(true),
            new AccountSasResourceType().setObject(true).setContainer(true));
    String token =
        new BlobServiceClientBuilder()
            .endpoint("https://service.invalid")
            .pipeline(new HttpPipelineBuilder().build())
            .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.key()))
            .buildClient()
            .generateAccountSas(values);
    return new ProviderCredentials(Map.of("sasToken", token));
  }
}

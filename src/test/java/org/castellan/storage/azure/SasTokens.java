package org.castellan.storage.azure;

import com.azure.core.http.HttpPipelineBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.StorageSharedKeyCredentialPolicy;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.Azurite;

/** Shared access signatures for the tests' account, as its owner makes them. */
final class SasTokens {

  private SasTokens() {}

  /**
   * One for the whole account.
   *
   * @param permissions as in {@code sp}
   * @param validity from now; negative for one that has ended
   */
  static ProviderCredentials of(String permissions, Duration validity) {
    var values =
        new AccountSasSignatureValues(
            OffsetDateTime.now(ZoneOffset.UTC).plus(validity),
            AccountSasPermission.parse(permissions),
            new AccountSasService().setBlobAccess(true),
            new AccountSasResourceType().setObject(true).setContainer(true));
    var key = new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.key());
    var signs = new StorageSharedKeyCredentialPolicy(key);
    String token =
        new BlobServiceClientBuilder()
            .endpoint("https://service.invalid")
            .pipeline(new HttpPipelineBuilder().policies(signs).build())
            .buildClient()
            .generateAccountSas(values);
    return new ProviderCredentials(Map.of("sasToken", token));
  }
}

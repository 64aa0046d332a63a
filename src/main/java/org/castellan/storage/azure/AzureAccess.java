package org.castellan.storage.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.http.policy.AddDatePolicy;
import com.azure.core.http.policy.AzureSasCredentialPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.StorageSharedKeyCredentialPolicy;
import java.util.List;
import okhttp3.OkHttpClient;
import org.castellan.storage.Deadline;
import org.castellan.storage.ProviderCredentials;

/** How requests to a container show that they may be made. Thread-safe. */
interface AzureAccess {

  /** What signs each request of one call, in order. */
  List<HttpPipelinePolicy> policies(Deadline deadline);

  /** What to say when the storage does not accept this kind of credentials. */
  AzureRefusals refusals();

  /** The storage did not accept it: what can be had anew is no longer kept. */
  default void forget() {}

  /**
   * Of the kind that the document holds.
   *
   * @param http for credentials that are exchanged for others
   */
  static AzureAccess of(
      AzureLocation location, ProviderCredentials credentials, OkHttpClient http) {
    return credentials
        .get(AzureForm.ACCOUNT_KEY)
        .map(key -> key(location, key))
        .or(() -> credentials.get(AzureForm.SAS_TOKEN).map(AzureAccess::sas))
        .orElseGet(() -> ServicePrincipal.of(location, credentials, http));
  }

  private static AzureAccess key(AzureLocation location, String key) {
    var credential = new StorageSharedKeyCredential(location.account(), key);
    return new Signing(
        List.of(new AddDatePolicy(), new StorageSharedKeyCredentialPolicy(credential)),
        AzureRefusals.OF_KEY);
  }

  private static AzureAccess sas(String token) {
    return new Signing(
        List.of(new AzureSasCredentialPolicy(new AzureSasCredential(token), false)),
        AzureRefusals.ofSas(token));
  }

  /** Signs with what it has. */
  record Signing(List<HttpPipelinePolicy> policies, AzureRefusals refusals) implements AzureAccess {

    @Override
    public List<HttpPipelinePolicy> policies(Deadline deadline) {
      return policies;
    }
  }
}

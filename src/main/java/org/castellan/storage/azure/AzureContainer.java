package org.castellan.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import java.util.ArrayList;
import okhttp3.OkHttpClient;
import org.castellan.storage.Deadline;

/**
 * Makes the SDK's clients of one container. They take nothing from the process they run in, neither
 * proxies nor credentials, and try nothing a second time.
 */
record AzureContainer(OkHttpClient http, AzureLocation location, AzureAccess access) {

  /** An old one, which what imitates Azure knows too. */
  static final BlobServiceVersion VERSION = BlobServiceVersion.V2021_12_02;

  /**
   * Stands for the account's place until a request is made: the SDK tells by the look of a host
   * whether it serves accounts by path, and is wrong for all but addresses.
   */
  private static final String PLACEHOLDER = "https://service.invalid";

  /** A client for one call. */
  BlobContainerClient client(Deadline deadline) {
    return new BlobContainerClientBuilder()
        .endpoint(PLACEHOLDER)
        .containerName(location.container())
        .serviceVersion(VERSION)
        .pipeline(pipeline(deadline))
        .buildClient();
  }

  private HttpPipeline pipeline(Deadline deadline) {
    var policies = new ArrayList<HttpPipelinePolicy>();
    policies.add(new Addressing(location.service().toString()));
    policies.addAll(access.policies(deadline));
    return new HttpPipelineBuilder()
        .policies(policies.toArray(HttpPipelinePolicy[]::new))
        .httpClient(new AzureTransport(http, deadline))
        .build();
  }

  /** Sends requests to the account's real place, under our name. */
  private static final class Addressing extends HttpPipelineSyncPolicy {

    private final String service;

    Addressing(String service) {
      this.service = service;
    }

    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
      HttpRequest request = context.getHttpRequest();
      request.setUrl(service + request.getUrl().toString().substring(PLACEHOLDER.length()));
      request.setHeader(HttpHeaderName.USER_AGENT, "Castellan");
    }
  }
}

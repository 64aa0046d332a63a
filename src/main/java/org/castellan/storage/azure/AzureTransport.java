package org.castellan.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.util.Configuration;
import com.azure.core.util.Context;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.castellan.storage.Deadline;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;
import reactor.core.publisher.Mono;

/**
 * Carries the SDK's requests of one call on the caller's own thread, each within what is left of
 * the deadline: past it the socket is closed, whatever it waits for. Whatever is no success is
 * thrown as {@link AzureErrorException}.
 */
record AzureTransport(OkHttpClient http, Deadline deadline) implements HttpClient {

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.fromSupplier(() -> sendSync(request, Context.NONE));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    HttpResponse answer = within(deadline.remaining()).sendSync(request, context);
    if (answer.getStatusCode() / 100 == 2) {
      return answer;
    }
    try (answer) {
      throw AzureErrorException.of(answer);
    }
  }

  /** OkHttp takes a bound of zero for none. The SDK's own one would need a thread of its own. */
  private HttpClient within(Duration time) {
    if (time.toMillis() == 0) {
      throw new StorageException(NetworkFailures.LATE);
    }
    return new OkHttpAsyncHttpClientBuilder(http)
        .configuration(Configuration.NONE)
        .responseTimeout(Duration.ZERO)
        .callTimeout(time)
        .build();
  }
}

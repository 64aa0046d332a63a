package org.castellan.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.castellan.storage.Deadline;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Carries the SDK's requests of one call over OkHttp, on the caller's own thread, which is why the
 * SDK needs no thread of its own. Past the deadline the socket is closed, whatever it waits for.
 * Whatever is no success is thrown as {@link AzureErrorException}.
 */
record AzureTransport(OkHttpClient http, Deadline deadline) implements HttpClient {

  /** Given with a request whose answer is read as it comes. */
  static final Context STREAMED = new Context("castellan-streamed", true);

  private static final String STREAMED_KEY = "castellan-streamed";

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return send(request, Context.NONE);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return Mono.fromSupplier(() -> sendSync(request, context));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    boolean streamed = context.getData(STREAMED_KEY).isPresent();
    Call call = http.newCall(translate(request));
    try {
      Response answer = execute(call);
      return streamed
          ? new AzureResponse(request, answer, call)
          : AzureResponse.buffered(request, answer, call);
    } catch (IOException e) {
      throw new UncheckedIOException("the call failed", e);
    }
  }

  /** OkHttp takes a bound of zero for none. */
  private Response execute(Call call) throws IOException {
    long millis = deadline.remaining().toMillis();
    if (millis == 0) {
      throw new StorageException(NetworkFailures.LATE);
    }
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    Response answer = call.execute();
    if (answer.isSuccessful()) {
      return answer;
    }
    try (answer) {
      throw AzureErrorException.of(answer);
    }
  }

  private static Request translate(HttpRequest request) {
    var translated = new Request.Builder().url(request.getUrl());
    request
        .getHeaders()
        .forEach(
            header ->
                header
                    .getValuesList()
                    .forEach(value -> translated.addHeader(header.getName(), value)));
    return translated.method(request.getHttpMethod().toString(), body(request)).build();
  }

  private static @Nullable RequestBody body(HttpRequest request) {
    return switch (request.getHttpMethod()) {
      case GET, HEAD -> null;
      default -> new AzureRequestBody(request);
    };
  }
}

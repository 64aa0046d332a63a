package org.castellan.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.FluxUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.Call;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer of OkHttp as the SDK reads it. */
final class AzureResponse extends HttpResponse {

  /** More is no answer of Azure's but for an object's bytes, which are streamed. */
  private static final int MAX_BUFFERED = 16 * 1024 * 1024;

  private final Response answer;
  private final Call call;
  private final HttpHeaders headers = new HttpHeaders();

  AzureResponse(HttpRequest request, Response answer, Call call) {
    super(request);
    this.answer = answer;
    this.call = call;
    answer
        .headers()
        .forEach(
            header ->
                headers.add(HttpHeaderName.fromString(header.getFirst()), header.getSecond()));
  }

  /** An answer that has come whole and keeps no connection. */
  static AzureResponse buffered(HttpRequest request, Response answer, Call call)
      throws IOException {
    try (answer;
        InputStream stream = answer.body().byteStream()) {
      byte[] bytes = stream.readNBytes(MAX_BUFFERED + 1);
      if (bytes.length > MAX_BUFFERED) {
        throw new IOException("the answer is too long");
      }
      ResponseBody body = ResponseBody.create(bytes, answer.body().contentType());
      return new AzureResponse(request, answer.newBuilder().body(body).build(), call);
    }
  }

  /** As it comes; reading it past the deadline fails. */
  InputStream stream() {
    return answer.body().byteStream();
  }

  /** Closes the connection, wherever the answer is. */
  void abort() {
    call.cancel();
    answer.close();
  }

  @Override
  public int getStatusCode() {
    return answer.code();
  }

  @Override
  @Deprecated
  public @Nullable String getHeaderValue(String name) {
    return answer.header(name);
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }

  @Override
  public Flux<ByteBuffer> getBody() {
    return FluxUtil.toFluxByteBuffer(stream());
  }

  @Override
  public BinaryData getBodyAsBinaryData() {
    return BinaryData.fromStream(stream());
  }

  @Override
  public Mono<byte[]> getBodyAsByteArray() {
    return Mono.fromCallable(() -> stream().readAllBytes());
  }

  @Override
  public Mono<String> getBodyAsString() {
    return getBodyAsString(StandardCharsets.UTF_8);
  }

  @Override
  public Mono<String> getBodyAsString(Charset charset) {
    return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
  }

  @Override
  public void close() {
    answer.close();
  }
}

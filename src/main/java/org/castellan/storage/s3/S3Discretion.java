package org.castellan.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Hands the SDK no more of an error answer than its status, its time and a code that means
 * something here. The SDK logs the rest and repeats it in exceptions, and whoever answers may
 * repeat the credentials there.
 */
record S3Discretion(SdkHttpClient connections) implements SdkHttpClient {

  /** Far more than stands before the code in any answer. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,64})</Code>");
  private static final List<String> IDS = List.of("x-amz-request-id", "x-amz-id-2", "x-amz-cf-id");
  private static final Pattern TIME =
      Pattern.compile("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = connections.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return discreet(prepared.call());
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  private static HttpExecuteResponse discreet(HttpExecuteResponse answer) throws IOException {
    return answer.httpResponse().isSuccessful() ? withoutIds(answer) : bare(answer);
  }

  /** The SDK logs them. */
  private static HttpExecuteResponse withoutIds(HttpExecuteResponse answer) {
    SdkHttpResponse.Builder head = answer.httpResponse().toBuilder();
    IDS.forEach(head::removeHeader);
    var discreet = HttpExecuteResponse.builder().response(head.build());
    answer.responseBody().ifPresent(discreet::responseBody);
    return discreet.build();
  }

  private static HttpExecuteResponse bare(HttpExecuteResponse answer) throws IOException {
    SdkHttpResponse.Builder head =
        SdkHttpResponse.builder().statusCode(answer.httpResponse().statusCode());
    answer
        .httpResponse()
        .firstMatchingHeader("Date")
        .filter(time -> TIME.matcher(time).matches())
        .ifPresent(time -> head.putHeader("Date", time));
    var bare = HttpExecuteResponse.builder().response(head.build());
    if (answer.responseBody().isPresent()) {
      bare.responseBody(body(code(answer.responseBody().get())));
    }
    return bare.build();
  }

  private static AbortableInputStream body(Optional<String> code) {
    String xml = code.map(it -> "<Error><Code>" + it + "</Code></Error>").orElse("");
    return AbortableInputStream.create(
        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads the body to its end, or gives its connection up. */
  private static Optional<String> code(AbortableInputStream body) throws IOException {
    byte[] read = body.readNBytes(MAX_BYTES);
    if (read.length < MAX_BYTES) {
      body.close();
    } else {
      body.abort();
    }
    Matcher code = CODE.matcher(new String(read, StandardCharsets.UTF_8));
    return code.find() ? Optional.of(code.group(1)).filter(S3Answers::isKnown) : Optional.empty();
  }

  @Override
  public void close() {
    connections.close();
  }

  @Override
  public String clientName() {
    return connections.clientName();
  }
}

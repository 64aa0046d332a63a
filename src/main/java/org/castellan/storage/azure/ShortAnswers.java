package org.castellan.storage.azure;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Refuses an answer of a length that no answer has but an object's bytes, which are streamed. */
final class ShortAnswers implements Interceptor {

  private static final int MAX_BYTES = 16 * 1024 * 1024;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response answer = chain.proceed(chain.request());
    if (answer.isSuccessful() && asksForObject(chain.request())) {
      return answer;
    }
    try (answer) {
      ResponseBody whole = answer.peekBody(MAX_BYTES + 1L);
      if (whole.contentLength() > MAX_BYTES) {
        throw new IOException("the answer is too long");
      }
      return answer.newBuilder().body(whole).build();
    }
  }

  private static boolean asksForObject(Request request) {
    return request.method().equals("GET") && request.url().queryParameter("comp") == null;
  }
}

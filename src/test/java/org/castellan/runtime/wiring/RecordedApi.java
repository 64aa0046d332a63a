package org.castellan.runtime.wiring;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.castellan.run.Api;

/** The API with one token, whose answers are kept whole, headers included, by call. */
record RecordedApi(Api api, Outputs outputs) {

  private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  RecordedApi(String url, String token, Outputs outputs) {
    this(new Api(url, token), outputs);
  }

  HttpResponse<String> call(String method, String path, String json) {
    HttpResponse<String> answer = api.call(method, path, json);
    outputs.add(
        "answer: " + method + " " + template(path),
        answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body());
    return answer;
  }

  HttpResponse<String> get(String path) {
    return call("GET", path, "");
  }

  private static String template(String path) {
    String named =
        path.replaceFirst("^/api", "")
            .replaceFirst("\\?.*", "")
            .replaceFirst("organizations/[^/]+", "organizations/{org}")
            .replaceFirst("cas-backends/[^/]+", "cas-backends/{name}")
            .replaceFirst("artifacts/[^/]+", "artifacts/{digest}")
            .replaceFirst("/cas/[^/]+", "/cas/{sha256}")
            .replaceFirst("checkers/[^/]+", "checkers/{scope}");
    return UUIDS.matcher(named).replaceAll("{id}");
  }
}

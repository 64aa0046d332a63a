package org.castellan.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All of an answer but what the server itself adds or takes from its clock. */
record Whole(int status, Map<String, List<String>> headers, String body) {

  /** Moves with the clock, and with nothing else. */
  private static final Pattern NEXT_TICK = Pattern.compile("\"nextTick\":\"[^\"]*\"");

  static Whole of(ApiClient.Answer answer) {
    var headers = new TreeMap<>(answer.response().headers().map());
    headers.remove("date");
    headers.remove("connection"); // The server's own: it ends each one after so many requests.
    return new Whole(answer.status(), headers, NEXT_TICK.matcher(answer.text()).replaceAll(""));
  }
}

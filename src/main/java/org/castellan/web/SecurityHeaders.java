package org.castellan.web;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every answer tells browsers. There are no cookies and no headers for other origins. */
final class SecurityHeaders {
  static final String POLICY = "Content-Security-Policy";

  private static final String CLOSED =
      "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
  private static final Map<String, String> EVERYWHERE =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin");

  private SecurityHeaders() {}

  /** Of the API: nothing in an answer runs or loads anything, and nobody keeps it. */
  static Map<String, String> ofApi() {
    return with("default-src 'none'; " + CLOSED, "no-store");
  }

  /** Of the pages: their files come from here, and no script or style stands in a page itself. */
  static Map<String, String> ofPages() {
    return with(
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
            + " img-src 'self' data:; "
            + CLOSED,
        "no-cache");
  }

  private static Map<String, String> with(String policy, String cache) {
    return Stream.concat(
            EVERYWHERE.entrySet().stream(),
            Map.of(POLICY, policy, HttpHeaders.CACHE_CONTROL, cache).entrySet().stream())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}

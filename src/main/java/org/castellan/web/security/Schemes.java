package org.castellan.web.security;

import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways in which a request may carry its token. */
enum Schemes {
  BEARER("Bearer realm=\"castellan\"", "Send Authorization: Bearer with a token."),
  PASSWORD_TOO(
      "Basic realm=\"castellan\", charset=\"UTF-8\"",
      "Send a token: as the password of HTTP Basic, or in Authorization: Bearer.");

  private static final Pattern BEARER_TOKEN =
      Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]+) *");
  private static final Pattern BASIC_PASSWORD =
      Pattern.compile("(?i:Basic) +([A-Za-z0-9+/_-]+={0,2}) *");

  private final String challenge;
  private final String wanted;

  Schemes(String challenge, String wanted) {
    this.challenge = challenge;
    this.wanted = wanted;
  }

  static Schemes of(@Nullable ResourceInfo resource) {
    return Optional.ofNullable(resource)
        .map(ResourceInfo::getResourceMethod)
        .map(Method::getDeclaringClass)
        .filter(it -> it.isAnnotationPresent(TokenAsPassword.class))
        .map(it -> PASSWORD_TOO)
        .orElse(BEARER);
  }

  /** For {@code WWW-Authenticate}. */
  String challenge() {
    return challenge;
  }

  /** The same for a token that was refused. */
  String challengeAfterRefusal() {
    return this == BEARER ? challenge + ", error=\"invalid_token\"" : challenge;
  }

  /** A sentence for who sends no token. */
  String wanted() {
    return wanted;
  }

  /** The token in an {@code Authorization} header. */
  Optional<String> token(String header) {
    Matcher bearer = BEARER_TOKEN.matcher(header);
    if (bearer.matches()) {
      return Optional.of(bearer.group(1));
    }
    Matcher basic = BASIC_PASSWORD.matcher(header);
    return this == PASSWORD_TOO && basic.matches() ? password(basic.group(1)) : Optional.empty();
  }

  /** Some clients, Bazel for one, encode with the alphabet for URLs. */
  private static Optional<String> password(String encoded) {
    try {
      byte[] pair = Base64.getDecoder().decode(encoded.replace('-', '+').replace('_', '/'));
      String text = new String(pair, StandardCharsets.UTF_8);
      return Optional.of(text)
          .filter(it -> it.indexOf(':') >= 0)
          .map(it -> it.substring(it.indexOf(':') + 1))
          .filter(it -> !it.isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

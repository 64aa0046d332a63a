package org.castellan.storage.oci;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.castellan.storage.Deadline;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Answers a registry's questions for a login, and remembers what it asked and the tokens it takes.
 * Belongs to one open store, hence to one backend's credentials: no tenant ever sends another's
 * token. Thread-safe.
 */
final class OciLogin {

  static final String BEARER = "Bearer";
  private static final String BASIC = "Basic";
  private static final int MAX_ANSWER = 1 << 18;

  private final OciTransport transport;
  private final String basic;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private volatile boolean basicWanted;

  OciLogin(OciTransport transport, ProviderCredentials credentials) {
    this.transport = transport;
    this.basic =
        Credentials.basic(
            credentials.get(OciForm.USERNAME).orElseThrow(),
            credentials.get(OciForm.PASSWORD).orElseThrow(),
            StandardCharsets.UTF_8);
  }

  /** What to send before being asked, with a new token in place of one that has ended. */
  Optional<String> known(String scope, Deadline deadline) {
    if (basicWanted) {
      return Optional.of(basic);
    }
    return Optional.ofNullable(grants.get(scope))
        .map(
            grant ->
                grant.token().freshUntil().expired()
                    ? renew(scope, grant.source(), deadline)
                    : grant)
        .map(Grant::header);
  }

  /**
   * What to send instead.
   *
   * @param refused an answer 401
   * @param sent what it refused
   * @param scope what the request needs, as token services name it
   * @throws StorageException when there is nothing else to send
   */
  String answer(Response refused, Optional<String> sent, String scope, Deadline deadline) {
    Optional<Challenge> bearer = challenge(refused, BEARER);
    if (bearer.isPresent()) {
      return renew(scope, source(bearer.get(), scope), deadline).header();
    }
    if (challenge(refused, BASIC).isEmpty()) {
      throw new StorageException(OciAnswers.ODD_LOGIN);
    }
    if (sent.isPresent()) {
      throw new StorageException(OciAnswers.WRONG_PASSWORD);
    }
    basicWanted = true;
    return basic;
  }

  private static Optional<Challenge> challenge(Response refused, String scheme) {
    return refused.challenges().stream()
        .filter(challenge -> challenge.scheme().equalsIgnoreCase(scheme))
        .findFirst();
  }

  /** The registry may want more than the request is known to need. */
  private static HttpUrl source(Challenge challenge, String scope) {
    Map<@Nullable String, String> asked = challenge.authParams();
    @Nullable HttpUrl realm = HttpUrl.parse(asked.getOrDefault("realm", ""));
    if (realm == null) {
      throw new StorageException(OciAnswers.NOT_A_REGISTRY);
    }
    HttpUrl.Builder url = realm.newBuilder();
    Optional.ofNullable(asked.get("service")).ifPresent(it -> url.addQueryParameter("service", it));
    List.of(scope, asked.getOrDefault("scope", scope)).stream()
        .distinct()
        .forEach(it -> url.addQueryParameter("scope", it));
    return url.build();
  }

  private Grant renew(String scope, HttpUrl source, Deadline deadline) {
    var request = new Request.Builder().url(source).header("Authorization", basic).build();
    try (Response answer = transport.send(request, deadline)) {
      if (answer.code() == 401 || answer.code() == 403) {
        throw new StorageException(OciAnswers.WRONG_PASSWORD);
      }
      OciAnswers.require(answer);
      var grant = new Grant(source, OciToken.read(OciBody.read(answer, MAX_ANSWER)));
      grants.put(scope, grant);
      return grant;
    }
  }

  /**
   * @param source the URL of the token service, with realm, service and scopes: all that a token of
   *     these credentials depends on
   */
  private record Grant(HttpUrl source, OciToken token) {

    String header() {
      return BEARER + " " + token.text();
    }
  }
}

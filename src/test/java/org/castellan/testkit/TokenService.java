package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The token service of a registry on 127.0.0.1: gives to each user what of the wanted rights the
 * user has. The password of all is that of {@link OciRegistry}. Thread-safe.
 */
public final class TokenService implements AutoCloseable {

  static final String NAME = "test-registry";
  static final String ISSUER = "test-tokens";

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyStore keys = SelfSigned.make("RSA");
  private final Map<String, Set<String>> rights;
  private final int lifeSeconds;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /**
   * @param rights of each user: {@code pull}, {@code push}, {@code delete}
   * @param lifeSeconds of every token
   */
  public TokenService(Map<String, Set<String>> rights, int lifeSeconds) {
    this.rights = Map.copyOf(rights);
    this.lifeSeconds = lifeSeconds;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/token", this::answer).setAuthenticator(new Passwords());
    server.start();
  }

  String realm() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  /** The file of the certificate that registries trust. */
  Path certificate() {
    try {
      Path file = Files.createTempFile(Path.of("target", "tls"), "tokens", ".pem").toAbsolutePath();
      String body = Base64.getMimeEncoder().encodeToString(own().getEncoded());
      return Files.writeString(
          file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate", e);
    }
  }

  /** Who asked for which scopes, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String user = exchange.getPrincipal().getUsername();
    List<String> scopes =
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
            .filter(parameter -> parameter.startsWith("scope="))
            .map(parameter -> URLDecoder.decode(parameter.substring(6), UTF_8))
            .toList();
    asked.add(user + " " + String.join(" ", scopes));
    String answer =
        Json.createObjectBuilder()
            .add("token", token(user, scopes))
            .add("expires_in", lifeSeconds)
            .build()
            .toString();
    exchange.sendResponseHeaders(200, answer.length());
    exchange.getResponseBody().write(answer.getBytes(UTF_8));
    exchange.close();
  }

  private String token(String user, List<String> scopes) {
    try {
      String certificate = Base64.getEncoder().encodeToString(own().getEncoded());
      var header =
          Json.createObjectBuilder()
              .add("typ", "JWT")
              .add("alg", "RS256")
              .add("x5c", Json.createArrayBuilder().add(certificate));
      String signed = encode(header.build().toString()) + "." + encode(claims(user, scopes));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign((PrivateKey) keys.getKey(SelfSigned.ALIAS, SelfSigned.PASSWORD));
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no token", e);
    }
  }

  private String claims(String user, List<String> scopes) {
    long now = Instant.now().getEpochSecond();
    JsonArrayBuilder access = Json.createArrayBuilder();
    scopes.forEach(scope -> access.add(Json.createObjectBuilder(granted(user, scope))));
    return Json.createObjectBuilder()
        .add("iss", ISSUER)
        .add("sub", user)
        .add("aud", NAME)
        .add("nbf", now - 60)
        .add("iat", now)
        .add("exp", now + 300)
        .add("jti", String.valueOf(System.nanoTime()))
        .add("access", access)
        .build()
        .toString();
  }

  private Map<String, Object> granted(String user, String scope) {
    int name = scope.indexOf(':');
    int actions = scope.lastIndexOf(':');
    List<String> both =
        Arrays.stream(scope.substring(actions + 1).split(","))
            .filter(rights.getOrDefault(user, Set.of())::contains)
            .toList();
    return Map.of(
        "type",
        scope.substring(0, name),
        "name",
        scope.substring(name + 1, actions),
        "actions",
        both);
  }

  private Certificate own() throws GeneralSecurityException {
    return keys.getCertificate(SelfSigned.ALIAS);
  }

  private static String encode(String text) {
    return URL.encodeToString(text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private final class Passwords extends BasicAuthenticator {

    Passwords() {
      super(NAME);
    }

    @Override
    public boolean checkCredentials(String user, String password) {
      return rights.containsKey(user) && password.equals(OciRegistry.PASSWORD);
    }
  }
}

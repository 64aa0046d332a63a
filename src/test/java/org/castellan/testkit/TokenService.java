package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Arrays;
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

  private final RegistryTokens tokens = new RegistryTokens();
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
    return tokens.certificate();
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
            .add("token", tokens.sign(user, access(user, scopes)))
            .add("expires_in", lifeSeconds)
            .build()
            .toString();
    exchange.sendResponseHeaders(200, answer.length());
    exchange.getResponseBody().write(answer.getBytes(UTF_8));
    exchange.close();
  }

  private JsonArray access(String user, List<String> scopes) {
    JsonArrayBuilder access = Json.createArrayBuilder();
    scopes.forEach(scope -> access.add(Json.createObjectBuilder(granted(user, scope))));
    return access.build();
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

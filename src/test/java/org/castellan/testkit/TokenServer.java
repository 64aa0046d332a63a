package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives tokens as Microsoft's directory does, to one application of one tenant, over HTTPS on
 * 127.0.0.1. Nobody has signed them: Azurite reads what they say only. Thread-safe.
 */
public final class TokenServer implements AutoCloseable {

  public static final String TENANT = "tenant-of-the-tests";
  public static final String CLIENT = "client-of-the-tests";

  /** With what a form must encode. */
  public static final String SECRET = "secret~of+the&tests=%";

  private final HttpsServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Duration lifetime = Duration.ofHours(1);

  private TokenServer(HttpsServer server) {
    this.server = server;
  }

  public static TokenServer start(TrustedTls tls) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpsServer server = HttpsServer.create(address, 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
      var tokens = new TokenServer(server);
      server.createContext("/", tokens::answer);
      server.start();
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often it was asked for a token. */
  public int asked() {
    return asked.get();
  }

  /** Of the tokens to come, as the storage sees it; the application is told an hour. */
  public void lifetime(Duration next) {
    lifetime = next;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Answer answer = answer(exchange.getRequestURI().getPath(), form(body));
    byte[] bytes = answer.json().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer answer(String path, Map<String, String> form) {
    if (!path.equals("/" + TENANT + "/oauth2/v2.0/token")) {
      return Answer.error(400, "invalid_request", 90002);
    }
    if (!CLIENT.equals(form.get("client_id"))) {
      return Answer.error(400, "unauthorized_client", 700016);
    }
    if (!SECRET.equals(form.get("client_secret"))) {
      return Answer.error(401, "invalid_client", 7000215);
    }
    return new Answer(
        200,
        "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"%s\"}"
            .formatted(token(form.getOrDefault("scope", "").replace("/.default", ""))));
  }

  private String token(String audience) {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"aud\":\"%s\",\"iss\":\"https://sts.windows.net/%s/\",\"iat\":%d,\"nbf\":%d,\"exp\":%d}"
            .formatted(audience, TENANT, now, now - 60, now + lifetime.toSeconds());
    return encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(claims) + ".unsigned";
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private static Map<String, String> form(String body) {
    return Stream.of(body.split("&", -1))
        .map(field -> field.split("=", 2))
        .filter(field -> field.length == 2)
        .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private record Answer(int status, String json) {

    static Answer error(int status, String word, int number) {
      return new Answer(
          status,
          "{\"error\":\"%s\",\"error_description\":\"AADSTS%d: raw\",\"error_codes\":[%d]}"
              .formatted(word, number, number));
    }
  }
}

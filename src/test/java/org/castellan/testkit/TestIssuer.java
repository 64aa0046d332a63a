package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect issuer on 127.0.0.1 that signs with keys of its own. Thread-safe. */
public final class TestIssuer implements AutoCloseable {

  public static final String AUDIENCE = "castellan-of-the-tests";

  /** Of every issuer at first: keys take their time to make. */
  private static final RSAKey FIRST = key();

  private final HttpServer server;
  private final String scheme;
  private final AtomicInteger askedForKeys = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile RSAKey current = FIRST;
  private volatile List<? extends JWK> published = List.of(current);
  private volatile int status = 200;
  private volatile String named;

  private TestIssuer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    this.named = issuer();
    server.createContext("/realm/.well-known/openid-configuration", this::discover);
    server.createContext("/realm/keys", this::publish);
    server.start();
  }

  public static TestIssuer start(TrustedTls tls) {
    try {
      HttpsServer server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
      return new TestIssuer(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without TLS, as only an issuer on the same host may be. */
  public static TestIssuer startPlain() {
    try {
      return new TestIssuer(HttpServer.create(anyPort(), 0), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("the JDK makes no RSA keys", e);
    }
  }

  public String issuer() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/realm";
  }

  public URI keysAt() {
    return URI.create(issuer() + "/keys");
  }

  /** The key that it signs with now. */
  public RSAKey current() {
    return current;
  }

  /** How often it was asked for its keys. */
  public int askedForKeys() {
    return askedForKeys.get();
  }

  /** How often it answered otherwise than well. */
  public int refused() {
    return refused.get();
  }

  /** From now on it signs with a new key, and publishes no other. */
  public void rotate() {
    current = key();
    published = List.of(current);
  }

  public void publish(List<? extends JWK> keys) {
    published = keys;
  }

  /** What it answers with from now on; 200 is well. */
  public void answer(int next) {
    status = next;
  }

  /** As whom its discovery document names it. */
  public void nameItself(String issuer) {
    named = issuer;
  }

  /** What a good token says, for an hour. */
  public JWTClaimsSet.Builder claims(String organization, String role) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(AUDIENCE)
        .subject("somebody")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(3600)))
        .claim("organization", organization)
        .claim("role", role);
  }

  public String sign(JWTClaimsSet.Builder claims) {
    RSAKey key = current;
    return sign(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), key, claims);
  }

  /** By any key, under any header. */
  public static String sign(JWSHeader header, JWK key, JWTClaimsSet.Builder claims) {
    try {
      JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm());
      var token = new SignedJWT(header, claims.build());
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("this cannot be signed", e);
    }
  }

  private void discover(HttpExchange exchange) throws IOException {
    send(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(named, keysAt()));
  }

  private void publish(HttpExchange exchange) throws IOException {
    askedForKeys.incrementAndGet();
    send(exchange, new JWKSet(List.copyOf(published)).toString(true));
  }

  private void send(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    int answered = status;
    if (answered != 200) {
      refused.incrementAndGet();
    }
    exchange.sendResponseHeaders(answered, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

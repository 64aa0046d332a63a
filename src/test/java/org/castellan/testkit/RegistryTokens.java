package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;

/** Signs the tokens that a registry takes which trusts its certificate. Thread-safe. */
final class RegistryTokens {

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyStore keys = SelfSigned.make("RSA");

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

  /**
   * A token of five minutes.
   *
   * @param access what it allows
   */
  String sign(String user, JsonArray access) {
    try {
      String certificate = Base64.getEncoder().encodeToString(own().getEncoded());
      var header =
          Json.createObjectBuilder()
              .add("typ", "JWT")
              .add("alg", "RS256")
              .add("x5c", Json.createArrayBuilder().add(certificate));
      String signed = encode(header.build().toString()) + "." + encode(claims(user, access));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign((PrivateKey) keys.getKey(SelfSigned.ALIAS, SelfSigned.PASSWORD));
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no token", e);
    }
  }

  private static String claims(String user, JsonArray access) {
    long now = Instant.now().getEpochSecond();
    return Json.createObjectBuilder()
        .add("iss", TokenService.ISSUER)
        .add("sub", user)
        .add("aud", TokenService.NAME)
        .add("nbf", now - 60)
        .add("iat", now)
        .add("exp", now + 300)
        .add("jti", String.valueOf(System.nanoTime()))
        .add("access", access)
        .build()
        .toString();
  }

  private Certificate own() throws GeneralSecurityException {
    return keys.getCertificate(SelfSigned.ALIAS);
  }

  private static String encode(String text) {
    return URL.encodeToString(text.getBytes(UTF_8));
  }
}

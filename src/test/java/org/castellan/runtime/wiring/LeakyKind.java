package org.castellan.runtime.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.UUID;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.OciRegistry;
import org.castellan.testkit.S3Server;

/** A kind of provider with a real server, its secret, and one that it refuses. */
enum LeakyKind {
  S3("AWS-S3", S3Server.secretAccessKey(), "Sings/at+dawn=" + UUID.randomUUID()) {
    @Override
    int port() {
      S3Server.shared().bucket("castellantest");
      return S3Server.shared().port();
    }

    @Override
    String credentials(String secret) {
      return "{\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\"}"
          .formatted(S3Server.accessKeyId(), secret);
    }
  },
  OCI("OCI", OciRegistry.PASSWORD, "Sings at dusk: " + UUID.randomUUID()) {
    @Override
    int port() {
      return OciRegistry.shared().port();
    }

    @Override
    String credentials(String secret) {
      return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(OciRegistry.USER, secret);
    }
  },
  AZURE("AzureBlob", Azurite.key(), base64("Sings at noon: " + UUID.randomUUID())) {
    @Override
    int port() {
      Azurite.shared().container("leaky");
      return Azurite.shared().port();
    }

    @Override
    String path() {
      return Azurite.ACCOUNT + "/leaky";
    }

    @Override
    String credentials(String secret) {
      return "{\"accountKey\":\"%s\"}".formatted(secret);
    }
  };

  final String id;
  final String right;
  final String wrong;

  LeakyKind(String id, String right, String wrong) {
    this.id = id;
    this.right = right;
    this.wrong = wrong;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  abstract int port();

  abstract String credentials(String secret);

  String path() {
    return "castellantest";
  }

  String form(int port, String secret) {
    return """
    {"name":"%s","provider":"%s","location":"http://127.0.0.1:%d/%s","default":true,
     "credentials":%s}
    """
        .formatted(
            name().toLowerCase(java.util.Locale.ROOT), id, port, path(), credentials(secret));
  }
}

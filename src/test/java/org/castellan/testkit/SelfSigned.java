package org.castellan.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** A key with a certificate for 127.0.0.1 that nobody has signed but itself. */
final class SelfSigned {

  static final String ALIAS = "self";
  static final char[] PASSWORD = "changeit".toCharArray();

  private SelfSigned() {}

  /**
   * Made by the JDK's own tool: a certificate in the sources would expire one day.
   *
   * @param algorithm {@code EC} or {@code RSA}
   */
  static KeyStore make(String algorithm) {
    try {
      return load(file(algorithm));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KeyStore load(Path file) {
    try (InputStream stored = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(stored, PASSWORD);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot read its own keys", e);
    }
  }

  /** The same as a file in the form PKCS #12. */
  static Path file(String algorithm) throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "tls"));
    Path file = Files.createTempDirectory(directory, "keys").resolve("self.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                String.valueOf(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.onExit().join().exitValue() != 0) {
      throw new IOException("keytool made no key");
    }
    return file;
  }
}

package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A key with a certificate for 127.0.0.1, for servers and for the clients that trust them. */
public final class TrustedTls {

  private final Path file;
  private final KeyStore keys;

  private TrustedTls(Path file) {
    this.file = file;
    this.keys = SelfSigned.load(file);
  }

  public static TrustedTls make() {
    try {
      return new TrustedTls(SelfSigned.file("RSA"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the form PKCS #12, for servers that are other processes. */
  public Path file() {
    return file;
  }

  public String password() {
    return String.valueOf(SelfSigned.PASSWORD);
  }

  /** Shows the certificate, and trusts it and no other. */
  public SSLContext context() {
    try {
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, SelfSigned.PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), new X509TrustManager[] {trust()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot do TLS", e);
    }
  }

  public X509TrustManager trust() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(SelfSigned.ALIAS, keys.getCertificate(SelfSigned.ALIAS));
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      return Stream.of(managers.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot trust a certificate", e);
    }
  }
}

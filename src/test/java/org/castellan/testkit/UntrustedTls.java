package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server on 127.0.0.1 whose certificate nobody has signed but itself. */
public final class UntrustedTls implements AutoCloseable {

  private final SSLServerSocket listener;

  public UntrustedTls() {
    try {
      listener =
          (SSLServerSocket)
              context()
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Daemons.start("untrusted-tls", this::serveAll);
  }

  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + listener.getLocalPort());
  }

  private void serveAll() throws IOException {
    while (true) {
      try (SSLSocket client = (SSLSocket) listener.accept()) {
        shakeHands(client);
      }
    }
  }

  private static void shakeHands(SSLSocket client) {
    try {
      client.setSoTimeout(2000);
      client.startHandshake();
    } catch (IOException e) {
      // The client does not trust it, as it should.
    }
  }

  private static SSLContext context() {
    try {
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(SelfSigned.make("EC"), SelfSigned.PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot do TLS", e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

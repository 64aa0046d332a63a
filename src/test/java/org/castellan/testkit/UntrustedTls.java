package org.castellan.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS server on 127.0.0.1 whose certificate nobody has signed but itself. */
public final class UntrustedTls implements AutoCloseable {

  private final Listener listener;

  public UntrustedTls() {
    listener =
        Listener.start(
            context().getServerSocketFactory(), "untrusted-tls", UntrustedTls::shakeHands);
  }

  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + listener.port());
  }

  /** Fails, because the client does not trust it, as it should. */
  private static void shakeHands(Socket client) throws IOException {
    client.setSoTimeout(2000);
    ((SSLSocket) client).startHandshake();
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
    listener.close();
  }
}

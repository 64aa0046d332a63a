package org.castellan.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * An HTTP proxy in front of a server of this machine that refuses some requests by a fixed answer
 * of its own, as that server would those of a user with fewer rights; all others pass as they are.
 * Thread-safe.
 */
public final class RefusingProxy implements AutoCloseable {

  private final Listener listener;
  private final int targetPort;
  private final Predicate<String> refused;
  private final String answer;

  private RefusingProxy(int targetPort, Predicate<String> refused, String answer) {
    this.targetPort = targetPort;
    this.refused = refused;
    this.answer = answer;
    this.listener = Listener.start("proxy-refusing", this::serve);
  }

  /**
   * One in front of that port.
   *
   * @param refused tells by a request's head, which begins with its method and path
   * @param answer as {@link FalseServer#answer} makes it
   */
  public static RefusingProxy to(int targetPort, Predicate<String> refused, String answer) {
    return new RefusingProxy(targetPort, refused, answer);
  }

  public int port() {
    return listener.port();
  }

  private void serve(Socket client) throws IOException {
    try (var server = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
      Daemons.start("proxy-answers", () -> passAnswers(server, client));
      var from = new BufferedInputStream(client.getInputStream());
      String head = HttpHeads.readHead(from);
      while (!head.isEmpty() && !refused.test(head)) {
        server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        HttpHeads.passBody(head, from, server.getOutputStream());
        head = HttpHeads.readHead(from);
      }
      if (!head.isEmpty()) {
        refuse(client, from);
      }
    }
  }

  /** A client learns at once that its server has closed the connection. */
  private static void passAnswers(Socket server, Socket client) throws IOException {
    server.getInputStream().transferTo(client.getOutputStream());
    client.shutdownOutput();
  }

  /** Takes what still comes, so that the client reads the answer rather than a reset. */
  private void refuse(Socket client, InputStream from) throws IOException {
    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    client.shutdownOutput();
    client.setSoTimeout(2000);
    from.transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void close() {
    listener.close();
  }
}

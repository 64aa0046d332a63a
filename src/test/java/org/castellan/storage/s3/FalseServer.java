package org.castellan.storage.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every connection with one fixed text, whatever it is asked, and closes it. */
final class FalseServer implements AutoCloseable {

  private final ServerSocket listener;
  private final String answer;
  private final AtomicInteger requests = new AtomicInteger();

  private FalseServer(String answer) {
    this.answer = answer;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::serveAll, "false-server");
    thread.setDaemon(true);
    thread.start();
  }

  static FalseServer raw(String answer) {
    return new FalseServer(answer);
  }

  static FalseServer answering(int status, String body) {
    return raw(head(status, body, "") + body);
  }

  static FalseServer redirecting(URI elsewhere) {
    return raw(head(307, "", "Location: " + elsewhere + "\r\n"));
  }

  private static String head(int status, String body, String more) {
    return "HTTP/1.1 %d Text\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n"
        .formatted(status, body.length(), more);
  }

  /** The body of an error answer; no body when the code is empty, as on HEAD. */
  static String error(String code, String message) {
    return code.isEmpty()
        ? ""
        : "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
  }

  String location() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/probed";
  }

  int requests() {
    return requests.get();
  }

  private void serveAll() {
    try {
      while (true) {
        try (Socket client = listener.accept()) {
          serve(client);
        }
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try {
      requests.incrementAndGet();
      client.getInputStream().read(new byte[65536]);
      client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      client.shutdownOutput();
      client.setSoTimeout(2000);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // This client went away; the next one is served.
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

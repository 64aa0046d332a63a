package org.castellan.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers every connection with one fixed text, whatever it is asked, and closes it. Notes what it
 * was asked. Thread-safe.
 */
public final class FalseServer implements AutoCloseable {

  private final Listener listener;
  private final String answer;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private FalseServer(String answer) {
    this.answer = answer;
    this.listener = Listener.start("false-server", this::serve);
  }

  public static FalseServer raw(String answer) {
    return new FalseServer(answer);
  }

  public static FalseServer answering(int status, String body) {
    return answering(status, body, "");
  }

  /**
   * An answer with headers of its own.
   *
   * @param headers more of them, each with its end of line
   */
  public static FalseServer answering(int status, String body, String headers) {
    return raw(answer(status, body, headers));
  }

  /** Its text, as it goes over the wire. */
  public static String answer(int status, String body, String headers) {
    return "HTTP/1.1 %d Text\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n%s"
        .formatted(status, body.length(), headers, body);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  /** The beginning of what each connection asked so far: the head of its request, at least. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void serve(Socket client) throws IOException {
    var buffer = new byte[65536];
    int n = client.getInputStream().read(buffer);
    asked.add(new String(buffer, 0, Math.max(0, n), StandardCharsets.ISO_8859_1));
    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    client.shutdownOutput();
    client.setSoTimeout(2000);
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void close() {
    listener.close();
  }
}

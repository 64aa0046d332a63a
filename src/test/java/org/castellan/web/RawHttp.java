package org.castellan.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes that an HTTP client would not, each on a connection of its own. */
record RawHttp(URI server, int patienceMillis) {

  /**
   * What came back.
   *
   * @param status 0 when the connection was closed without an answer
   * @param headers by their names in lower case
   */
  record Answer(int status, Map<String, String> headers, String body) {

    static final Answer NONE = new Answer(0, Map.of(), "");

    String header(String lowerCaseName) {
      return headers.getOrDefault(lowerCaseName, "");
    }
  }

  /**
   * The first answer, whole; of an endless one the head.
   *
   * @throws SocketTimeoutException when nothing comes for too long
   */
  Answer send(byte[] request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(patienceMillis);
      write(socket, request);
      return read(socket.getInputStream());
    }
  }

  /** A server may answer and hang up before it has read everything. */
  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
    } catch (IOException e) {
      // What it answered counts.
    }
  }

  private static Answer read(InputStream in) throws IOException {
    String head = head(in);
    if (!head.startsWith("HTTP/1.1 ")) {
      return Answer.NONE;
    }
    Map<String, String> headers = headers(head);
    int status = Integer.parseInt(head.substring(9, 12));
    boolean endless = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
    return new Answer(status, headers, endless ? "" : new String(rest(in), UTF_8));
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        head.write(b);
        if (b == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
          break;
        }
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // Reset: as far as it came.
    }
    return head.toString(ISO_8859_1);
  }

  private static byte[] rest(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    try {
      in.transferTo(body);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // Reset: as far as it came.
    }
    return body.toByteArray();
  }

  private static Map<String, String> headers(String head) {
    Map<String, String> headers = new TreeMap<>();
    head.lines()
        .skip(1)
        .filter(line -> line.contains(":"))
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              headers.merge(
                  line.substring(0, colon).toLowerCase(Locale.ROOT),
                  line.substring(colon + 1).strip(),
                  (one, other) -> one + "\n" + other);
            });
    return headers;
  }
}

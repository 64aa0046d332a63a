package org.castellan.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Just enough of HTTP/1.1 to tell one request from the next. */
final class HttpHeads {

  private HttpHeads() {}

  /** The value of a header, or empty text. */
  static String value(String head, String lowerCaseName) {
    return head.lines()
        .skip(1)
        .filter(line -> line.indexOf(':') > 0)
        .filter(line -> line.substring(0, line.indexOf(':')).equalsIgnoreCase(lowerCaseName))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** A line with its end, or empty text at the end of the stream. */
  static String readLine(InputStream from) throws IOException {
    var line = new StringBuilder();
    for (int b = from.read(); b >= 0; b = from.read()) {
      line.append((char) b);
      if (b == '\n') {
        break;
      }
    }
    return line.toString();
  }

  static void pass(long bytes, InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[8192];
    for (long left = bytes; left > 0; ) {
      int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException();
      }
      to.write(buffer, 0, n);
      left -= n;
    }
  }

  static void passChunks(InputStream from, OutputStream to) throws IOException {
    long size = -1;
    while (size != 0) {
      String line = readLine(from);
      to.write(line.getBytes(StandardCharsets.ISO_8859_1));
      size = Long.parseLong(line.replaceAll("[;\r\n].*", "").strip(), 16);
      pass(size + 2, from, to);
    }
  }

  /** The lines up to the empty one, or empty text at the end of the stream. */
  static String readHead(InputStream from) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      String line = readLine(from);
      if (line.isEmpty()) {
        return "";
      }
      head.append(line);
    }
    return head.toString();
  }

  /** The body that the head announces. */
  static void passBody(String head, InputStream from, OutputStream to) throws IOException {
    if (value(head, "transfer-encoding").equals("chunked")) {
      passChunks(from, to);
      return;
    }
    String length = value(head, "content-length");
    pass(length.isEmpty() ? 0 : Long.parseLong(length), from, to);
  }
}

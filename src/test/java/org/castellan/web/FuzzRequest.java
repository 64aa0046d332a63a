package org.castellan.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A request to the byte, in the making: each fault changes it. Not thread-safe. */
final class FuzzRequest {
  /** Servers bound the length of a request's line: Grizzly's bound is 8 KiB with the headers. */
  private static final int LONG = 4096;

  private static final Pattern LEGAL =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*+");

  /** Out of the application, or to a path that a server takes for an attack. */
  private static final Pattern LEADS_AWAY =
      Pattern.compile("(?i)/(\\.|%2e)+;?(/|$)|%2f|%5c|%00|%0|%c0|%ed%a0|%ff|;|//");

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private boolean elsewhere;
  private boolean broken;
  String verb;
  String path;
  String query = "";
  byte[] body = new byte[0];

  /**
   * @param path as it goes over the wire, without its query
   */
  FuzzRequest(String verb, String path) {
    this.verb = verb;
    this.path = path;
  }

  FuzzRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  FuzzRequest without(String name) {
    headers.remove(name);
    return this;
  }

  FuzzRequest body(byte[] bytes) {
    body = bytes;
    return this;
  }

  FuzzRequest query(String name, String value) {
    query += (query.isEmpty() ? "?" : "&") + name + "=" + value;
    return this;
  }

  /** Notes what is wrong with it. */
  FuzzRequest fault(String what) {
    faults.add(what);
    return this;
  }

  /** It may no longer be about the operation that it was made for. */
  FuzzRequest elsewhere() {
    elsewhere = true;
    return this;
  }

  /** It is no longer HTTP. */
  FuzzRequest broken() {
    broken = true;
    return this;
  }

  boolean isElsewhere() {
    return elsewhere;
  }

  /** A server may refuse it before it looks for an application. */
  boolean isBroken() {
    return broken
        || path.length() + query.length() > LONG
        || !LEGAL.matcher(path + query).matches()
        || LEADS_AWAY.matcher(path).find();
  }

  boolean isHead() {
    return verb.equals("HEAD");
  }

  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head().getBytes(isLatin() ? ISO_8859_1 : UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private boolean isLatin() {
    return ISO_8859_1.newEncoder().canEncode(head());
  }

  private String head() {
    var head = new StringBuilder(verb + " /api" + path + query + " HTTP/1.1\r\nHost: api.test\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    boolean framed =
        headers.containsKey("Content-Length") || headers.containsKey("Transfer-Encoding");
    if (!framed && (body.length > 0 || verb.startsWith("P"))) {
      head.append("Content-Length: " + body.length + "\r\n");
    }
    return head.append("Connection: close\r\n\r\n").toString();
  }

  /** For people: what is wrong with it, and all of it as far as it can be printed. */
  @Override
  public String toString() {
    String shown = new String(bytes(), UTF_8).replaceAll("[^\\x20-\\x7e\\n]", "?");
    return String.join(" + ", faults)
        + "\n"
        + (shown.length() > 2000 ? shown.substring(0, 2000) + "…" : shown);
  }
}

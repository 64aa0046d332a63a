package org.castellan.web;

import java.util.List;
import java.util.Random;

/** What nobody should send. */
final class FuzzValues {

  /** As JSON, where something else is expected. */
  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-0.0",
          "9223372036854775808",
          "-9223372036854775809",
          "1e-999",
          "123456789012345678901234567890",
          "[]",
          "{}",
          "[[]]",
          "[1,\"a\",null]",
          "{\"a\":{\"b\":1}}",
          "{\"\":null}",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\\u200f\"",
          "\"\\uffff\"",
          "\"a\\r\\nX-Evil: 1\"",
          "\"..\"",
          "\"../../etc/passwd\"",
          "\"%00\"",
          "\"${jndi:ldap://127.0.0.1/a}\"",
          "\"'; drop table x;--\"",
          "\"<script>alert(1)</script>\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u0130\"",
          "\"9999-99-99T99:99:99Z\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"PT1S\"",
          "\"1\"",
          "\"true\"");

  /** As text, in paths, queries and headers. */
  private static final List<String> TEXT =
      List.of(
          "",
          " ",
          ".",
          "..",
          "...",
          "-",
          "-a",
          "a-",
          "A",
          "a.b",
          "a b",
          "a/b",
          "a\\b",
          "%",
          "%zz",
          "%2e%2e",
          "%2E%2E%2F",
          "..%2f..%2fetc%2fpasswd",
          "..;",
          ";a=b",
          "a;b=c",
          "%00",
          "a%00b",
          "%0d%0aX-Evil:%201",
          "%e2%80%ae",
          "%c0%ae%c0%ae",
          "%ff",
          "%f0%9f%98%80",
          "%ed%a0%80",
          "null",
          "undefined",
          "NaN",
          "0",
          "-1",
          "1e9",
          "2147483648",
          "9223372036854775808",
          "0x10",
          "١٢",
          "*",
          "?",
          "#",
          "&",
          "=",
          "+",
          "%2b",
          "\"",
          "'",
          "' or '1'='1",
          "%27%3b--",
          "{}",
          "{org}",
          "[a]",
          "$",
          "${7*7}",
          "<b>",
          "|",
          "^",
          "`",
          "~",
          "sha256:",
          "sha256:zz",
          "sha256:%00",
          "sha512:" + "a".repeat(128),
          "sha256:" + "A".repeat(64),
          "sha256:" + "0".repeat(64),
          "sha256:" + "0".repeat(65),
          "sha256:" + "0".repeat(62) + "%2e",
          "00000000-0000-0000-0000-000000000000",
          "1-1-1-1-1",
          "W/\"1\"",
          "\"1\"",
          "\"-1\"",
          "\"99999999999999999999\"",
          "*, \"1\"",
          "bytes=0-",
          "bytes=-1",
          "bytes=5-2",
          "bytes=0-0,2-3",
          "bytes=99999999999999999999-",
          "bytes=a-b",
          "bytes=",
          "items=0-1",
          "attachment; filename=\"a\\\"b\"",
          "attachment; filename=\"../../a\"",
          "attachment; filename*=UTF-8''a%0d%0aX-Evil:%201",
          "attachment; filename*=UTF-8''%ff%fe%00",
          "attachment; filename*=utf-16''x",
          "attachment; filename=\"" + "n".repeat(3000) + "\"",
          "attachment; filename*=UTF-8''%F0%9F%98%80%E2%80%AE",
          ";;;;",
          "filename",
          "today",
          "2026-01-01T00:00:00Z",
          "9999999-01-01T00:00:00Z",
          "YWJj",
          "MjAyNg",
          "=",
          "a".repeat(300),
          "é",
          "日本",
          "\u202e");

  /** What may stand in no header and no request line. */
  private static final List<String> ILLEGAL =
      List.of(
          "a\u0000b", "a\u0001b", "\u007f", "a\rb", "a\nX-Evil: 1", "a\r\nX-Evil: 1", "a\tb\u000b");

  private static final List<String> TYPES =
      List.of(
          "",
          "text/plain",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "application/json; charset=utf-16",
          "application/jsonx",
          "application/json, text/plain",
          "nonsense",
          "/",
          "*/*",
          "application/",
          "a/b; c",
          "a/b;c=\"",
          "application/json;q=2",
          "image/png",
          "text/event-stream",
          "application/json;q=0");

  private static final List<String> AUTHORIZATIONS =
      List.of(
          "",
          "Bearer",
          "Bearer ",
          "Bearer  ",
          "Basic YWRtaW46YWRtaW4=",
          "bearer nonsense",
          "Bearer a b",
          "Bearer cst_",
          "Bearer cst_" + "a".repeat(43),
          "Bearer " + "a".repeat(5000),
          "Bearer a.b.c",
          "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
          "Bearer ..",
          "Bearer é",
          "Token x",
          "Bearer null",
          "Digest username=\"a\"",
          "Bearer \u202e",
          "Bearer admin-token,",
          "Negotiate");

  private final Random random;

  FuzzValues(Random random) {
    this.random = random;
  }

  String json() {
    return random.nextInt(12) == 0 ? "\"" + "x".repeat(5000) + "\"" : of(JSON);
  }

  String text() {
    return of(TEXT);
  }

  String illegal() {
    return of(ILLEGAL);
  }

  String type() {
    return of(TYPES);
  }

  String authorization() {
    return of(AUTHORIZATIONS);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }
}

package org.castellan.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.castellan.web.OpenApiDocument.Operation;

/** Makes bad requests out of a good one to an operation. */
final class Fuzzer {
  private final Operation operation;
  private final FuzzValues values;

  Fuzzer(Operation operation, FuzzValues values) {
    this.operation = operation;
    this.values = values;
  }

  /** A request that names these things, with one to three faults. */
  FuzzRequest next(Things things, String token) {
    FuzzRequest request = good(things).header("Authorization", "Bearer " + token);
    List<UnaryOperator<FuzzRequest>> faults = faults(things);
    for (int i = 1 + values.upTo(3); i > 0; i--) {
      request = values.of(faults).apply(request);
    }
    return request;
  }

  private FuzzRequest good(Things things) {
    String path = operation.path();
    for (String name : operation.parameters("path")) {
      path = path.replace("{" + name + "}", things.value(name));
    }
    var request = new FuzzRequest(operation.verb(), path);
    if (operation.fields().isPresent()) {
      return request
          .header("Content-Type", "application/json")
          .body(body(things).getBytes(StandardCharsets.UTF_8));
    }
    return operation.json().containsKey("requestBody") ? request.body(things.bytes()) : request;
  }

  private String body(Things things) {
    return things.body(operation.verb(), operation.path()).orElseThrow();
  }

  private List<UnaryOperator<FuzzRequest>> faults(Things things) {
    List<UnaryOperator<FuzzRequest>> faults =
        new ArrayList<>(
            List.of(this::query, this::accept, this::authorization, this::path, this::header));
    if (values.upTo(8) == 0) {
      faults.addAll(List.of(this::verb, this::framing, this::illegal, this::type));
    }
    operation
        .parameters("path")
        .forEach(name -> add(faults, 3, it -> value(it, things.value(name))));
    operation
        .parameters("query")
        .forEach(name -> add(faults, 2, it -> it.fault(name).query(name, inUri())));
    operation
        .parameters("header")
        .forEach(name -> add(faults, 3, it -> it.fault(name).header(name, values.text())));
    operation
        .fields()
        .map(fields -> new FuzzBodies(values, body(things), fields))
        .ifPresent(bodies -> add(faults, 8, it -> it.fault("body").body(bodies.next())));
    if (operation.json().containsKey("requestBody")) {
      add(faults, 1, this::type);
    }
    return faults;
  }

  /** As often as it weighs. */
  private static void add(
      List<UnaryOperator<FuzzRequest>> faults, int weight, UnaryOperator<FuzzRequest> fault) {
    for (int i = 0; i < weight; i++) {
      faults.add(fault);
    }
  }

  /** Another value of a path parameter; one with a slash or a dot may lead elsewhere. */
  private FuzzRequest value(FuzzRequest request, String value) {
    request.path = request.path.replace("/" + value, "/" + inUri());
    return request.fault("path parameter").elsewhere();
  }

  private FuzzRequest path(FuzzRequest request) {
    String trick =
        values.of(
            List.of(
                "/", "//", "/.", "/..", "/%2e%2e", "/..;/", "%2f", "%00", ";a=b", "/" + inUri()));
    int slash = request.path.indexOf('/', 1 + values.upTo(request.path.length()));
    int at = slash < 0 ? request.path.length() : slash;
    request.path = request.path.substring(0, at) + trick + request.path.substring(at);
    return request.fault("path").elsewhere();
  }

  private FuzzRequest query(FuzzRequest request) {
    return request
        .fault("query")
        .query(
            values.of(List.of("pageSize", "pageToken", "a", "%00", "%", "", "purge", "PAGESIZE")),
            inUri());
  }

  /** Mostly legal in a URI; else only what would end it there is escaped. */
  private String inUri() {
    String text = values.text().replace(" ", "%20").replace("?", "%3f").replace("#", "%23");
    return values.upTo(10) == 0 ? text : escaped(text);
  }

  private static String escaped(String text) {
    return Pattern.compile("[^A-Za-z0-9._~!$&'()*+,;=:@/%-]")
        .matcher(text)
        .replaceAll(match -> URLEncoder.encode(match.group(), StandardCharsets.UTF_8));
  }

  private FuzzRequest accept(FuzzRequest request) {
    return request.fault("accept").header("Accept", values.type()).elsewhere();
  }

  private FuzzRequest type(FuzzRequest request) {
    return request.fault("content type").header("Content-Type", values.type()).elsewhere();
  }

  private FuzzRequest authorization(FuzzRequest request) {
    request.fault("authorization");
    return values.upTo(5) == 0
        ? request.without("Authorization")
        : request.header("Authorization", values.authorization());
  }

  /** One that HTTP knows, and that a server or its REST implementation may read. */
  private FuzzRequest header(FuzzRequest request) {
    String name =
        values.of(
            List.of(
                "If-None-Match",
                "If-Match",
                "If-Modified-Since",
                "If-Unmodified-Since",
                "Range",
                "Accept-Language",
                "Accept-Charset",
                "Accept-Encoding",
                "Content-Language",
                "Content-Encoding",
                "Cookie",
                "Origin",
                "Forwarded",
                "X-HTTP-Method-Override"));
    return request.fault(name).header(name, values.text());
  }

  private FuzzRequest verb(FuzzRequest request) {
    request.verb =
        values.of(
            List.of(
                "OPTIONS", "TRACE", "BREW", "get", "PUT", "POST", "DELETE", "PATCH", "PROPFIND"));
    // Some servers take no body with some methods.
    return (request.body.length > 0 ? request.broken() : request).fault("verb").elsewhere();
  }

  private FuzzRequest framing(FuzzRequest request) {
    request.fault("framing").elsewhere();
    return switch (values.upTo(3)) {
      case 0 ->
          request
              .header(
                  "Content-Length",
                  values.of(List.of("-1", "a", "", "99999999999999999999", "1, 2", "+1")))
              .broken();
      case 1 ->
          request
              .header("Content-Length", "" + (request.body.length + 1 + values.upTo(100)))
              .broken();
      default ->
          request
              .header(
                  "Transfer-Encoding",
                  values.of(List.of("chunked", "gzip", "chunked, chunked", "x")))
              .broken();
    };
  }

  private FuzzRequest illegal(FuzzRequest request) {
    request.fault("illegal characters").broken().elsewhere();
    if (values.upTo(3) == 0) {
      request.path += "/" + values.illegal();
      return request;
    }
    return request.header(
        values.of(List.of("X-A", "If-Match", "Content-Disposition", "Authorization", "X A", "")),
        values.illegal());
  }
}

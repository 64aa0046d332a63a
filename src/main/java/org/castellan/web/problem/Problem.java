package org.castellan.web.problem;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is answered instead of what was asked for.
 *
 * @param detail one sentence about this very occurrence, without secrets
 * @param extensions further members, by name
 * @param headers of the answer
 */
public record Problem(
    Reason reason,
    String detail,
    List<Violation> violations,
    Map<String, String> extensions,
    Map<String, String> headers) {

  public static final String MEDIA_TYPE = "application/problem+json";
  private static final JsonProvider JSON = JsonProvider.provider();

  public Problem {
    violations = List.copyOf(violations);
    extensions = Map.copyOf(extensions);
    headers = Map.copyOf(headers);
  }

  public static Problem of(Reason reason, String detail) {
    return new Problem(reason, detail, List.of(), Map.of(), Map.of());
  }

  /** A {@link Reason#VALIDATION_FAILED} that lists every violation. */
  public static Problem of(List<Violation> violations) {
    String detail =
        violations.size() == 1
            ? "One field cannot be accepted."
            : violations.size() + " fields cannot be accepted.";
    return new Problem(Reason.VALIDATION_FAILED, detail, violations, Map.of(), Map.of());
  }

  /** The same with one more member. */
  public Problem with(String member, String value) {
    return new Problem(reason, detail, violations, plus(extensions, member, value), headers);
  }

  /** The same with one more header. */
  public Problem withHeader(String name, String value) {
    return new Problem(reason, detail, violations, extensions, plus(headers, name, value));
  }

  public Response toResponse() {
    var response =
        Response.status(reason.status())
            .type(MEDIA_TYPE)
            .entity(json().toString().getBytes(StandardCharsets.UTF_8));
    headers.forEach(response::header);
    return response.build();
  }

  /** Of what {@link #toResponse} answers; empty for anything else. */
  public static Optional<String> reason(@Nullable Object entity) {
    if (!(entity instanceof byte[] bytes)) {
      return Optional.empty();
    }
    try (var reader = JSON.createReader(new ByteArrayInputStream(bytes))) {
      return Optional.ofNullable(reader.readObject().getString("reason", null));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  JsonObject json() {
    var json =
        JSON.createObjectBuilder()
            .add("type", reason.type())
            .add("title", reason.title())
            .add("status", reason.status())
            .add("detail", detail)
            .add("reason", reason.name());
    extensions.forEach(json::add);
    if (!violations.isEmpty()) {
      var list = JSON.createArrayBuilder();
      violations.forEach(
          violation ->
              list.add(
                  JSON.createObjectBuilder()
                      .add("field", violation.field())
                      .add("message", violation.message())));
      json.add("violations", list);
    }
    return json.build();
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    var more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}

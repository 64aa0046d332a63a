package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Secured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document and the resources say the same, read either way. */
class OpenApiTest {
  private static final OpenApiDocument OPEN_API = OpenApiDocument.read();
  private static final JsonObject DOCUMENT = OPEN_API.json();

  static Stream<Method> methods() {
    return ApiClasses.methods();
  }

  @Test
  void operationsAreTheResourceMethods() {
    Set<String> implemented =
        methods()
            .map(it -> ApiClasses.verb(it).orElseThrow() + " " + ApiClasses.path(it))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described = new TreeSet<>();
    DOCUMENT
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject()
                    .keySet()
                    .forEach(verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path)));
    assertThat(described).isEqualTo(implemented);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void parametersAreThoseOfTheMethod(Method method) {
    Set<String> described = new TreeSet<>();
    for (JsonValue parameter : list(operation(method), "parameters")) {
      JsonObject resolved = OPEN_API.resolved(parameter.asJsonObject());
      described.add(resolved.getString("in") + " " + resolved.getString("name"));
    }
    // The filter takes the organization; a length is HTTP's own.
    Set<String> taken = new TreeSet<>();
    if (ApiClasses.path(method).contains("{org}")) {
      taken.add("path org");
    }
    QueryFilter.parameters(method).forEach(name -> taken.add("query " + name));
    for (var parameter : method.getParameters()) {
      Optional.ofNullable(parameter.getAnnotation(PathParam.class))
          .ifPresent(it -> taken.add("path " + it.value()));
      Optional.ofNullable(parameter.getAnnotation(HeaderParam.class))
          .filter(it -> !it.value().equals("Content-Length"))
          .ifPresent(it -> taken.add("header " + it.value()));
    }
    assertThat(described).isEqualTo(taken);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void rolesAreThoseOfTheMethod(Method method) {
    String role =
        Optional.ofNullable(method.getAnnotation(Secured.class))
            .map(Secured::value)
            .map(Role::name)
            .orElse("anybody");
    assertThat(operation(method).getString("x-role")).isEqualTo(role.toLowerCase(Locale.ROOT));
    assertThat(operation(method).containsKey("security")).isEqualTo(role.equals("anybody"));
  }

  /** What the filter that authenticates may answer is said of everything behind it. */
  @ParameterizedTest
  @MethodSource("methods")
  void securedOperationsAnswerAsTheirFilterDoes(Method method) {
    JsonObject responses = operation(method).getJsonObject("responses");
    if (method.isAnnotationPresent(Secured.class)) {
      assertThat(responses.getJsonObject("401").toString()).contains("UNAUTHENTICATED");
      assertThat(responses.getJsonObject("503").toString()).contains("ISSUER_UNAVAILABLE");
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bodiesAreThoseOfTheMethod(Method method) {
    boolean takesBody = Stream.of(method.getParameterTypes()).anyMatch(InputStream.class::equals);
    assertThat(operation(method).containsKey("requestBody")).isEqualTo(takesBody);
  }

  @Test
  void reasonsAreThoseOfTheProblems() {
    assertThat(strings(schema("Reason").getJsonArray("enum")))
        .containsExactlyInAnyOrder(
            Stream.of(Reason.values()).map(Reason::name).toArray(String[]::new));
  }

  @Test
  void everyReferenceResolvesAndEverySchemaIsUsed() {
    Set<String> references = new TreeSet<>();
    collect(DOCUMENT, references);
    assertThat(references)
        .allSatisfy(reference -> assertThat(pointer(reference).containsValue(DOCUMENT)).isTrue());
    DOCUMENT
        .getJsonObject("components")
        .getJsonObject("schemas")
        .keySet()
        .forEach(name -> assertThat(references).contains("#/components/schemas/" + name));
  }

  private static void collect(JsonValue value, Set<String> references) {
    if (value instanceof JsonObject object) {
      object.forEach(
          (name, member) -> {
            if (name.equals("$ref") && member instanceof JsonString reference) {
              references.add(reference.getString());
            }
            collect(member, references);
          });
    } else if (value instanceof JsonArray array) {
      array.forEach(member -> collect(member, references));
    }
  }

  private static JsonObject operation(Method method) {
    return DOCUMENT
        .getJsonObject("paths")
        .getJsonObject(ApiClasses.path(method))
        .getJsonObject(ApiClasses.verb(method).orElseThrow().toLowerCase(Locale.ROOT));
  }

  private static JsonArray list(JsonObject object, String name) {
    return object.containsKey(name) ? object.getJsonArray(name) : JsonValue.EMPTY_JSON_ARRAY;
  }

  private static JsonPointer pointer(String reference) {
    return Json.createPointer(reference.substring(1));
  }

  private static JsonObject schema(String name) {
    return DOCUMENT.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
  }

  private static Stream<String> strings(JsonArray array) {
    return array.getValuesAs(JsonString.class).stream().map(JsonString::getString);
  }
}

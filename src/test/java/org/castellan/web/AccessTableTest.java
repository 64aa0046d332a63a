package org.castellan.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.testkit.SecurityPage;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.security.Open;
import org.castellan.web.security.Secured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of the API, called by everybody. What came of it is the table of {@code
 * docs/security.md}. Promise 7.
 */
class AccessTableTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final SortedMap<String, String> ROWS = new TreeMap<>();

  static Stream<Method> methods() {
    return ApiClasses.methods();
  }

  /** Who calls, besides the administrator: a role in the organization of the path or in another. */
  private enum Caller {
    NOBODY("no token"),
    READER("reader"),
    WRITER("writer"),
    OWNER("owner"),
    ANOTHERS_READER("another's reader"),
    ANOTHERS_WRITER("another's writer"),
    ANOTHERS_OWNER("another's owner"),
    ADMIN("admin");

    private final String title;

    Caller(String title) {
      this.title = title;
    }

    Optional<Role> role() {
      return this == NOBODY
          ? Optional.empty()
          : Optional.of(Role.valueOf(name().replace("ANOTHERS_", "")));
    }

    boolean isStranger() {
      return name().startsWith("ANOTHERS_");
    }

    ApiClient client(Things things) {
      if (role().isEmpty()) {
        return api.as("");
      }
      if (this == ADMIN) {
        return api.admin();
      }
      return api.as(
          role().get(), isStranger() ? api.registry().organization() : things.organization());
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everybodyGetsWhatTheMethodSays(Method method) {
    String row =
        Stream.of(Caller.values()).map(caller -> cell(method, caller)).collect(joining(" | "));
    String path = ApiClasses.path(method);
    ROWS.put(
        path + " " + ApiClasses.verb(method).orElseThrow(),
        "| `%s %s` | %s |".formatted(ApiClasses.verb(method).orElseThrow(), path, row));
  }

  private static String cell(Method method, Caller caller) {
    Things things = Things.in(api, ApiClasses.path(method));
    var answer = things.call(caller.client(things), method);
    String seen = answer.status() / 100 == 2 ? "yes" : String.valueOf(answer.status());
    assertThat(seen).as(caller + ": " + answer.text()).isEqualTo(expected(method, caller));
    return seen;
  }

  private static String expected(Method method, Caller caller) {
    if (method.isAnnotationPresent(Open.class)) {
      return "yes";
    }
    if (caller == Caller.NOBODY) {
      return "401";
    }
    Role needed = method.getAnnotation(Secured.class).value();
    if (!caller.role().orElseThrow().includes(needed)) {
      return "403";
    }
    return caller.isStranger() && ApiClasses.path(method).contains("{org}") ? "404" : "yes";
  }

  /** Only when all of it was run. */
  @AfterAll
  static void thePageSaysWhatWasSeen() throws IOException {
    if (ROWS.size() < ApiClasses.methods().count()) {
      return;
    }
    SecurityPage kept = SecurityPage.kept(AccessTableTest.class);
    SecurityPage seen = kept.with(table());
    seen.writeIfAsked();
    assertThat(SecurityPage.kept(AccessTableTest.class).text())
        .as("docs/security.md; %s mends it", kept.command())
        .isEqualTo(seen.text());
  }

  private static String table() {
    String head = Stream.of(Caller.values()).map(caller -> caller.title).collect(joining(" | "));
    return "| call | "
        + head
        + " |\n"
        + "|---".repeat(Caller.values().length + 1)
        + "|\n"
        + ROWS.values().stream().collect(joining("\n", "", "\n"));
  }
}

package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever in a database a secret is, it is found. */
class ColumnsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String SECRET = "sings-in-the-table";
  private static final Canary CANARY = new Canary("canary", SECRET);

  private final Columns columns = new Columns(db.jdbi());

  @AfterEach
  void drop() {
    execute("drop table if exists leaky");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "varchar", "jsonb", "json", "bytea", "text[]", "name"})
  void itIsFoundInAColumnOfAnyType(String type) {
    execute("create table leaky (id int, \"Any One\" " + type + ")");
    String value =
        switch (type) {
          case "jsonb", "json" -> "{\"a\": [\"" + SECRET + "\"]}";
          case "text[]" -> "{a," + SECRET + "}";
          default -> SECRET;
        };
    execute("insert into leaky values (1, null), (2, '" + value + "')");
    assertThat(columns.all()).containsEntry("public.leaky", List.of("Any One", "id"));
    assertThat(leaks()).containsExactly("public.leaky.Any One");
  }

  @Test
  void itIsFoundInBytesThatAreItsBase64() {
    execute("create table leaky (content bytea)");
    String base64 = Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(UTF_8));
    execute("insert into leaky values ('" + base64 + "')");
    assertThat(leaks()).containsExactly("public.leaky.content");
  }

  @Test
  void itIsNotFoundWhereItIsNot() {
    assertThat(columns.all()).containsKeys("public.credential", "public.audit_event");
    assertThat(leaks()).isEmpty();
  }

  private List<String> leaks() {
    return columns.all().entrySet().stream()
        .flatMap(
            table -> table.getValue().stream().flatMap(column -> leaks(table.getKey(), column)))
        .toList();
  }

  private Stream<String> leaks(String table, String column) {
    return columns.contents(table, column).stream().anyMatch(CANARY::isIn)
        ? Stream.of(table + "." + column)
        : Stream.empty();
  }

  private static void execute(String sql) {
    db.jdbi().useHandle(handle -> handle.execute(sql));
  }
}

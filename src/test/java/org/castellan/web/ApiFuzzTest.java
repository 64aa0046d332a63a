package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.OpenApiDocument.Operation;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of bad requests to every operation of the OpenAPI document. {@code -Dfuzz.requests=}
 * sends more, {@code -Dfuzz.seed=} the same again.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiFuzzTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  /** No request may take as long. */
  private static final int PATIENCE_MILLIS = 10_000;

  /** Always the same unless told, so that a build tells of a change and not of luck. */
  private static final long SEED = Long.getLong("fuzz.seed", 20261125);

  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 4200);

  /** All that requests write, but for what is validated, seen or audited meanwhile. */
  private static final String STATE =
      """
      select concat_ws(' ',
        (select concat(count(*), '/', sum(hashtext(name || coalesce(quota_bytes, -1)))) from organization),
        (select concat(count(*), '/', sum(hashtext(id || name || role))) from access_token),
        (select count(*) from credential),
        (select concat(count(*), '/', sum(hashtext(concat(id, description, is_default, is_fallback, max_bytes,
           credential_id, deleted_at)))) from cas_backend),
        (select concat(count(*), '/', sum(hashtext(concat(digest, file_name)))) from artifact),
        (select count(*) from artifact_upload),
        (select count(*) from organization_purge),
        (select string_agg(paused::text, '' order by scope) from checker))
      """;

  private static final FuzzTally TALLY = new FuzzTally();
  private static Handle watcher;

  static Stream<Operation> operations() {
    return OpenApiDocument.read().operations().stream();
  }

  @BeforeAll
  static void watch() {
    System.out.println("Fuzz: -Dfuzz.seed=" + SEED + " -Dfuzz.requests=" + REQUESTS);
    watcher = db.jdbi().open();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void badRequestsAreAnsweredWithProblemsAndChangeNothing(Operation operation) throws Exception {
    var values = new FuzzValues(new Random(SEED ^ operation.toString().hashCode()));
    var fuzzer = new Fuzzer(operation, values);
    Things things = Things.in(api);
    List<String> failures = new ArrayList<>();
    for (int left = requestsPerOperation(); left > 0; left--) {
      FuzzRequest request = fuzzer.next(things, TestApi.ADMIN);
      String before = operation.changesSomething() ? state() : "";
      var answer = api.raw(PATIENCE_MILLIS).send(request.bytes());
      var verdict = new FuzzVerdict(operation, request, answer);
      TALLY.count(operation.toString(), verdict.column());
      verdict.failure().ifPresent(failures::add);
      if (answer.status() >= 400 && operation.changesSomething() && !state().equals(before)) {
        failures.add("It was refused and changed something all the same: " + verdict);
      }
      if (answer.status() / 100 == 2 && request.verb.equals("DELETE")) {
        things = Things.in(api);
      }
    }
    assertThat(failures).as("-Dfuzz.seed=%d", SEED).isEmpty();
  }

  private static int requestsPerOperation() {
    return Math.max(1, REQUESTS / (int) operations().count());
  }

  private static String state() {
    return watcher.createQuery(STATE).mapTo(String.class).one();
  }

  @AfterAll
  static void nothingIsLeftOver() throws IOException {
    watcher.close();
    TALLY.print(SEED);
    try (Stream<Path> spool = Files.list(Path.of("target", "spool"))) {
      assertThat(spool).isEmpty();
    }
  }
}

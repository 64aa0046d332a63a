package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.audit.AuditEntry;
import org.castellan.audit.PageKey;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.security.Question;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change and every refused attempt at one is on record: who, from where, what. */
class AuditTrailApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");

  static Stream<Method> changes() {
    return ApiClasses.methods()
        .filter(method -> CHANGES.contains(ApiClasses.verb(method).orElseThrow()))
        .filter(method -> !isQuestion(method));
  }

  static Stream<Method> questions() {
    return ApiClasses.methods().filter(AuditTrailApiTest::isQuestion);
  }

  private static boolean isQuestion(Method method) {
    return method.isAnnotationPresent(Question.class)
        || method.getDeclaringClass().isAnnotationPresent(Question.class);
  }

  @Test
  void thereAreChanges() {
    assertThat(changes()).hasSizeGreaterThan(10);
    assertThat(questions().map(ApiClasses::path))
        .containsExactlyInAnyOrder(
            "/v1/organizations/{org}/lfs/objects/batch",
            "/v1/organizations/{org}/lfs/objects/verify");
  }

  /** git-lfs asks without a token first, each time. */
  @ParameterizedTest
  @MethodSource("questions")
  void aQuestionIsNoAttemptUnlessSomebodyIsRefused(Method method) {
    Things things = Things.in(api, "{digest}");
    Optional<PageKey> before = newest();
    assertThat(things.call(api.as(""), method).status()).isEqualTo(401);
    assertThat(since(before)).isEmpty();
    assertThat(things.call(api.admin(), method).status()).isEqualTo(200);
    assertThat(since(before)).isEmpty();
    assertThat(Things.nobodys().call(api.admin(), method).status()).isEqualTo(404);
    assertAttempt(before, method, "admin", "404", Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsChangedIsOnRecord(Method method) {
    // What is put already is put again without a change.
    boolean puts = ApiClasses.verb(method).orElseThrow().equals("PUT");
    Things things = Things.in(api, puts ? "" : ApiClasses.path(method));
    execute("update checker set paused = true");
    execute("delete from tick");
    Optional<PageKey> before = newest();
    var answer = things.call(api.admin(), method);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    assertThat(since(before))
        .anySatisfy(
            entry -> {
              assertThat(entry.event().actor()).isEqualTo("admin");
              assertThat(entry.event().action()).doesNotStartWith("CHANGE_");
              assertThat(entry.address()).contains("127.0.0.1");
            });
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatNobodyMayChangeIsOnRecordAsAnAttempt(Method method) {
    Things things = Things.in(api, ApiClasses.path(method));
    Optional<PageKey> before = newest();
    assertThat(things.call(api.as(""), method).status()).isEqualTo(401);
    assertAttempt(before, method, "anonymous", "401 UNAUTHENTICATED", Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatARoleMayNotChangeIsOnRecordAsAnAttempt(Method method) {
    Things things = Things.in(api, ApiClasses.path(method));
    ApiClient reader = api.as(Role.READER, things.organization());
    String organization = things.organization().id().toString();
    Optional<PageKey> before = newest();
    assertThat(things.call(reader, method).status()).isEqualTo(403);
    assertAttempt(before, method, "token:", "403 FORBIDDEN", Optional.of(organization));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsNotThereIsOnRecordAsAnAttempt(Method method) {
    if (!ApiClasses.path(method).contains("{")) {
      return;
    }
    Things none = Things.nobodys();
    Optional<PageKey> before = newest();
    var answer = none.call(api.admin(), method);
    if (answer.status() == 404) {
      assertAttempt(before, method, "admin", "404 NOT_FOUND", Optional.empty());
    } else {
      assertThat(ApiClasses.path(method)).contains("checkers");
    }
  }

  /** The victim's owner does not read who tried; the caller's owner does. */
  @Test
  void anAttemptAtAnothersIsToldToTheCallersOrganization() {
    Things victim = Things.in(api);
    Things caller = Things.in(api, "");
    var refused =
        api.as(Role.OWNER, caller.organization())
            .delete(victim.path() + "/cas-backends/" + victim.backend());
    assertThat(refused.status()).isEqualTo(404);
    String attempt = "DELETE " + victim.path() + "/cas-backends/" + victim.backend();
    assertThat(events(caller)).contains("CHANGE_REFUSED", attempt, "404 NOT_FOUND");
    assertThat(events(victim)).doesNotContain("CHANGE_REFUSED");
  }

  private static String events(Things things) {
    return api.as(Role.OWNER, things.organization()).get(things.path() + "/audit-events").text();
  }

  /** A refusal by a rule, behind all filters. */
  @Test
  void whatARuleRefusesIsOnRecordAsAnAttempt() {
    Things things = Things.in(api, "{digest}");
    Optional<PageKey> before = newest();
    assertThat(api.admin().delete(things.path()).status()).isEqualTo(409);
    assertThat(since(before))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.event().organizationId()).contains(things.organization().id());
              assertThat(entry.event().subject()).isEqualTo("DELETE " + things.path());
              assertThat(entry.event().detail()).isEqualTo("Answered with 409 NOT_EMPTY.");
            });
  }

  @Test
  void whatFailsAtTheProviderIsOnRecordAsAnAttempt() {
    Things things = Things.in(api, "{name}");
    api.stub().broken = true;
    try {
      Optional<PageKey> before = newest();
      api.admin()
          .post(
              things.path() + "/cas-backends",
              "{\"name\":\"b\",\"provider\":\"STUB\",\"location\":\"l\",\"credentials\":{\"key\":\"canary\"}}");
      assertThat(since(before))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.event().detail()).contains("422 CAS_BACKEND_UNREACHABLE");
                assertThat(entry.toString()).doesNotContain("canary");
              });
    } finally {
      api.stub().broken = false;
    }
  }

  @ParameterizedTest
  @EnumSource(Strange.class)
  void whatCannotBeReadIsOnRecordAllTheSame(Strange path) {
    Optional<PageKey> before = newest();
    int status = api.as("").post(path.text, "{}").status();
    assertThat(status).isBetween(400, 499);
    assertThat(since(before))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.event().subject()).matches("POST /v1/[!-~]*").hasSizeLessThan(510);
              assertThat(entry.event().detail()).contains(String.valueOf(status));
            });
  }

  private enum Strange {
    CONTROL("/v1/organizations/a%0D%0Ab%7F/tokens"),
    UNICODE("/v1/organizations/%F0%9F%94%90/tokens"),
    LONG("/v1/organizations/" + "a".repeat(2000)),
    NOWHERE("/v1/nowhere"),
    METHOD("/v1/nodes");

    private final String text;

    Strange(String text) {
      this.text = text;
    }
  }

  @Test
  void aWrongMediaTypeIsOnRecordAsAnAttempt() {
    Optional<PageKey> before = newest();
    var request =
        api.admin()
            .request("/v1/organizations")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("name"));
    assertThat(api.admin().send(request).status()).isEqualTo(415);
    assertThat(since(before))
        .singleElement()
        .satisfies(it -> assertThat(it.event().detail()).contains("415"));
  }

  @Test
  void readingLeavesNothing() {
    Things things = Things.in(api);
    Optional<PageKey> before = newest();
    assertThat(api.as("").get("/v1/organizations").status()).isEqualTo(401);
    assertThat(api.admin().get(things.path()).status()).isEqualTo(200);
    assertThat(api.admin().get("/v1/organizations/none").status()).isEqualTo(404);
    assertThat(since(before)).isEmpty();
  }

  /** The kit's own address is one of a trusted proxy. */
  @Test
  void behindATrustedProxyTheAddressIsTheClients() {
    Optional<PageKey> before = newest();
    var request =
        api.as("")
            .request("/v1/organizations/a")
            .header("X-Forwarded-For", "198.51.100.7, 203.0.113.9")
            .DELETE();
    api.as("").send(request);
    assertThat(since(before))
        .singleElement()
        .satisfies(it -> assertThat(it.address()).contains("203.0.113.9"));
    assertThat(api.admin().get("/v1/audit-events?pageSize=1").json().toString())
        .contains("\"address\":\"203.0.113.9\"");
  }

  private static void assertAttempt(
      Optional<PageKey> before,
      Method method,
      String actor,
      String answer,
      Optional<String> organization) {
    assertThat(since(before))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.event().actor()).startsWith(actor);
              assertThat(entry.event().action()).isEqualTo("CHANGE_REFUSED");
              assertThat(entry.event().subject())
                  .startsWith(ApiClasses.verb(method).orElseThrow() + " /v1/")
                  .doesNotContain("{");
              assertThat(entry.event().detail()).startsWith("Answered with " + answer);
              assertThat(entry.address()).contains("127.0.0.1");
              assertThat(entry.event().organizationId().map(Object::toString))
                  .isEqualTo(organization);
            });
  }

  private static Optional<PageKey> newest() {
    return api
        .registry()
        .audit
        .list(AuditTrail.of(Optional.empty()), Optional.empty(), 1)
        .items()
        .stream()
        .map(AuditEntry::key)
        .findFirst();
  }

  /** What was recorded after that, oldest last. */
  private static List<AuditEntry> since(Optional<PageKey> before) {
    return api
        .registry()
        .audit
        .list(AuditTrail.of(Optional.empty()), Optional.empty(), 100)
        .items()
        .stream()
        .takeWhile(entry -> !Optional.of(entry.key()).equals(before))
        .toList();
  }

  private static void execute(String sql) {
    db.jdbi().useHandle(handle -> handle.execute(sql));
  }
}

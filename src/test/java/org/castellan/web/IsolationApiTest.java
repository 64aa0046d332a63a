package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 7: no organization can see, name or infer another's things. */
class IsolationApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  @SuppressWarnings("NullAway.Init")
  private static Things victim;

  @SuppressWarnings("NullAway.Init")
  private static Things mine;

  @BeforeAll
  static void register() {
    victim = Things.in(api);
    mine = Things.in(api);
    execute(
        "insert into tick (scope, instant, state, epoch, node, started_at, finished_at, done)"
            + " values ('defaults', '2026-01-01T00:00:00Z', 'DONE', 1, 'a', now(), now(), 1)");
  }

  private static void execute(String sql) {
    db.jdbi().useHandle(handle -> handle.execute(sql));
  }

  static Stream<Method> ofAnOrganization() {
    return ApiClasses.methods().filter(method -> ApiClasses.path(method).contains("{org}"));
  }

  /** Methods about one thing in an organization; an upload is of one's own thing always. */
  static Stream<Method> ofAThing() {
    return ofAnOrganization()
        .filter(method -> ApiClasses.path(method).replace("{org}", "").contains("{"))
        .filter(method -> !ApiClasses.verb(method).equals(Optional.of("PUT")));
  }

  @ParameterizedTest
  @MethodSource("ofAnOrganization")
  void anothersOrganizationAnswersAsNone(Method method) {
    for (Role role : List.of(Role.READER, Role.WRITER, Role.OWNER)) {
      ApiClient stranger = api.as(role, mine.organization());
      Whole theirs = Whole.of(victim.call(stranger, method));
      assertThat(theirs).isEqualTo(Whole.of(Things.nobodys().call(stranger, method)));
      assertThat(theirs.status()).isIn(403, 404);
    }
    assertUntouched();
  }

  @ParameterizedTest
  @MethodSource("ofAThing")
  void anothersThingsAnswerAsNoneInOnesOwnOrganization(Method method) {
    for (Role role : List.of(Role.READER, Role.WRITER, Role.OWNER)) {
      ApiClient own = api.as(role, mine.organization());
      Whole theirs = Whole.of(mine.call(own, method, victim));
      assertThat(theirs).isEqualTo(Whole.of(mine.call(own, method, Things.nobodys())));
      assertThat(theirs.status()).isIn(403, 404);
    }
    assertUntouched();
  }

  private static void assertUntouched() {
    assertThat(api.admin().get(victim.path() + "/artifacts/" + victim.digest()).bytes())
        .isEqualTo(victim.bytes());
    assertThat(api.admin().get(victim.path() + "/cas-backends/" + victim.backend()).status())
        .isEqualTo(200);
    assertThat(api.admin().get(victim.path() + "/tokens").text())
        .contains(victim.token().toString());
  }

  /** Whatever happens elsewhere, what one sees stays the same to the byte. */
  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
  void whatOthersDoChangesNothingThatOneSees(Role role) {
    Things own = Things.in(api);
    ApiClient client = api.as(role, own.organization());
    everythingSeen(client, own);
    List<Whole> before = everythingSeen(client, own);
    Things busy = Things.in(api);
    api.stub().broken = true;
    api.admin().post(busy.path() + "/cas-backends/" + busy.backend() + "/revalidate");
    api.admin().post(busy.path() + "/cas-backends", "{}");
    api.stub().broken = false;
    api.admin().delete(busy.path() + "/tokens/" + busy.token());
    execute("update tick set done = done + 1, failed = failed + 1");
    List<Whole> after = everythingSeen(client, own);
    assertThat(after).isEqualTo(before);
    for (Things others : List.of(busy, victim)) {
      assertThat(after)
          .asString()
          .doesNotContain(others.organization().name())
          .doesNotContain(others.organization().id().toString())
          .doesNotContain(others.backend())
          .doesNotContain(others.digest().substring("sha256:".length()))
          .doesNotContain(others.token().toString());
    }
    assertThat(before).asString().contains(own.backend(), "2026-01-01T00:00:00Z");
  }

  private static List<Whole> everythingSeen(ApiClient client, Things own) {
    var seen = new ArrayList<Whole>();
    ApiClasses.methods()
        .filter(method -> ApiClasses.verb(method).orElseThrow().equals("GET"))
        .forEach(
            method -> {
              seen.add(Whole.of(own.call(client, method)));
              seen.add(Whole.of(own.call(client, method, victim)));
            });
    return seen;
  }

  /** Where a page ended in another's list says nothing in one's own. */
  @Test
  void anothersPageTokenOpensNothing() {
    ApiClient theirs = api.as(Role.OWNER, victim.organization());
    String token =
        theirs.get(victim.path() + "/audit-events?pageSize=1").json().getString("nextPageToken");
    Things own = Things.in(api);
    ApiClient owner = api.as(Role.OWNER, own.organization());
    assertThat(owner.get(own.path() + "/audit-events?pageToken=" + token).text())
        .doesNotContain(victim.organization().id().toString())
        .doesNotContain(victim.organization().name())
        .doesNotContain(victim.backend());
  }

  /** Whatever is wrong with a request, another's organization is told by nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPTIONS | /cas-backends | ",
        "PUT | /cas-backends | {}",
        "TRACE-IT | /artifacts | ",
        "POST | /cas-backends | {\"name\":",
        "POST | /cas-backends | {\"unknown\":1}",
        "POST | /tokens | []",
        "GET | /artifacts?pageSize=0 | ",
        "GET | /artifacts?pageToken=nonsense | ",
        "GET | /artifacts?nonsense=1 | ",
        "GET | /artifacts/sha256:nonsense | ",
        "GET | /nothing | ",
        "GET | /cas-backends/.. | ",
        "DELETE | | "
      })
  void requestsThatAreWrongTellNothingOfAnothersOrganization(
      String method, @Nullable String path, @Nullable String body) {
    ApiClient stranger = api.as(Role.OWNER, mine.organization());
    String end = path == null ? "" : path;
    Whole theirs = wrong(stranger, method, victim.path() + end, body);
    String nobodys = Things.nobodys().path();
    assertThat(theirs).isEqualTo(wrong(stranger, method, nobodys + end, body));
  }

  private static Whole wrong(ApiClient client, String method, String path, @Nullable String body) {
    return Whole.of(
        body == null
            ? client.send(client.request(path).method(method, BodyPublishers.noBody()))
            : client.json(method, path, body));
  }

  /** Conditions and ranges are looked at after the organization. */
  @ParameterizedTest
  @CsvSource({"If-None-Match, *", "If-Match, *", "Range, bytes=0-1", "Accept, image/png"})
  void headersTellNothingOfAnothersThings(String header, String value) {
    ApiClient stranger = api.as(Role.OWNER, mine.organization());
    Things nobodys = Things.nobodys();
    for (String verb : List.of("GET", "HEAD", "PUT")) {
      assertThat(with(stranger, verb, victim, victim.digest(), header, value))
          .isEqualTo(with(stranger, verb, nobodys, nobodys.digest(), header, value));
    }
    for (String verb : List.of("GET", "HEAD")) {
      assertThat(with(stranger, verb, mine, victim.digest(), header, value))
          .isEqualTo(with(stranger, verb, mine, nobodys.digest(), header, value));
    }
  }

  private static Whole with(
      ApiClient client, String verb, Things place, String digest, String header, String value) {
    String path = place.path() + "/artifacts/" + digest;
    return Whole.of(
        client.send(
            client.request(path).header(header, value).method(verb, BodyPublishers.noBody())));
  }
}

package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.castellan.access.Role;
import org.castellan.backend.CasBackend;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.EventReader.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventsApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final String EVENTS = "/v1/events";

  private final Organization organization = api.registry().organization();
  private final List<EventReader> open = new ArrayList<>();

  @BeforeEach
  void healthyStub() {
    api.stub().broken = false;
  }

  @AfterEach
  void closeReaders() {
    open.forEach(EventReader::close);
    await().atMost(Duration.ofSeconds(30)).until(() -> api.stream().readers() == 0);
  }

  @Test
  void aBackendThatBreaksIsToldToItsOrganizationAndTheAdministrator() {
    var owner = api.as(Role.OWNER, organization);
    String backends = "/v1/organizations/" + organization.name() + "/cas-backends";
    String store =
        """
        {"name": "store", "provider": "STUB", "location": "l", "credentials": {"key": "k"}}
        """;
    assertThat(owner.post(backends, store).status()).isEqualTo(201);
    EventReader own = reader(api.as(Role.READER, organization));
    EventReader admin = reader(api.admin());
    api.stub().breakDown();
    assertThat(owner.post(backends + "/store/revalidate").status()).isEqualTo(202);
    for (EventReader reader : List.of(own, admin)) {
      JsonObject told = reader.next("backend-status").data();
      assertThat(told.getString("organization")).isEqualTo(organization.name());
      assertThat(told.getString("backend")).isEqualTo("store");
      assertThat(told.getString("status")).isEqualTo("INVALID");
      assertThat(told.getString("errorClass")).isEqualTo("AUTHENTICATION");
      assertThat(told.getString("error")).isEqualTo(StubProvider.FAILURE.error());
      assertThat(told.getString("remedy")).isEqualTo(StubProvider.FAILURE.remedy());
      assertThat(told.getString("at")).endsWith("Z");
    }
  }

  /** Promise 7. */
  @Test
  void noOrganizationHearsOfAnotherOrOfReplicasAndNoIdTellsHowMuchItMissed() {
    Organization other = api.registry().organization();
    CasBackend theirs = api.registry().plainBackend(other, "theirs");
    CasBackend ours = api.registry().plainBackend(organization, "ours");
    EventReader own = reader(api.as(Role.OWNER, organization));
    EventReader admin = reader(api.admin());
    flip(theirs);
    node("n-secret");
    tick("RUNNING");
    flip(theirs);
    flip(ours);
    own.next("backend-status");
    admin.next(it -> it.text().contains("\"ours\""));
    assertThat(own.messages())
        .extracting(Message::name)
        .containsExactly("reset", "tick", "backend-status");
    assertThat(own.next("tick").data().keySet())
        .containsExactlyInAnyOrder("scope", "tick", "state", "requested", "at");
    assertThat(own.messages().stream().map(Message::text))
        .noneMatch(
            text -> text.matches("(?s).*\"(theirs|%s|n-secret|n-1)\".*".formatted(other.name())));
    assertThat(own.messages()).extracting(Message::id).allMatch(id -> id.length() == 32);
    assertThat(admin.messages())
        .extracting(Message::name)
        .contains("backend-status", "node", "tick");
    assertThat(admin.next("tick").data().getString("node")).isEqualTo("n-1");
  }

  /** Promise 7: an id that another was given is worth nothing. */
  @Test
  void anIdIsGoodForTheOrganizationThatWasGivenIt() {
    EventReader own = reader(api.as(Role.READER, organization));
    tick("RUNNING");
    String id = own.next("tick").id();
    Organization other = api.registry().organization();
    assertThat(resumed(api.as(Role.READER, other), id).next("reset").data().getString("reason"))
        .isEqualTo("UNKNOWN_ID");
    assertThat(resumed(api.admin(), id).next("reset").data().getString("reason"))
        .isEqualTo("UNKNOWN_ID");
  }

  @Test
  void aStreamThatBrokeIsResumedWithoutAGapWhileOthersWrite() {
    CasBackend backend = api.registry().plainBackend(organization, "busy");
    var client = api.as(Role.READER, organization);
    EventReader first = reader(client);
    var writing = CompletableFuture.runAsync(() -> flip(backend, 200));
    List<Message> heard = new ArrayList<>();
    String last = first.next("reset").id();
    while (heard.size() < 200) {
      try (EventReader next = EventReader.open(client, last)) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !next.messages().isEmpty());
        List<Message> some = next.messages();
        heard.addAll(some);
        last = some.get(some.size() - 1).id();
      }
    }
    writing.join();
    assertThat(heard).extracting(Message::name).containsOnly("backend-status");
    assertThat(heard).extracting(Message::id).doesNotHaveDuplicates().hasSize(200);
    assertThat(heard)
        .extracting(message -> message.data().getString("status"))
        .startsWith("INVALID", "OK", "INVALID", "OK")
        .endsWith("INVALID", "OK");
  }

  @Test
  void anIdThatIsTooOldOrUnknownIsAnsweredWithAResetFromWhichOneGoesOn() {
    EventReader reader = reader(api.admin());
    tick("RUNNING");
    tick("RUNNING");
    String old = reader.next("tick").id();
    await().until(() -> reader.messages().size() >= 3);
    db.jdbi()
        .useHandle(
            handle -> handle.execute("delete from event where number <= ?", Long.valueOf(old)));
    assertThat(resumed(api.admin(), old).next("reset").data().getString("reason"))
        .isEqualTo("TOO_OLD");
    assertThat(resumed(api.admin(), "x").next("reset").data().getString("reason"))
        .isEqualTo("UNKNOWN_ID");
    Message reset = resumed(api.admin(), "99999999").next("reset");
    assertThat(reset.data().getString("reason")).isEqualTo("UNKNOWN_ID");
    tick("DONE");
    EventReader onward = resumed(api.admin(), reset.id());
    assertThat(onward.next("tick").data().getInt("validated")).isEqualTo(5);
    assertThat(onward.messages()).extracting(Message::name).containsOnly("tick");
  }

  @Test
  void tooManyStreamsOfOneOrganizationAreRefusedAndOthersAreNot() {
    var client = api.as(Role.READER, organization);
    for (int i = 0; i < TestApi.STREAMS; i++) {
      reader(client);
    }
    var refused = client.get(EVENTS);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.reason()).isEqualTo("TOO_MANY_STREAMS");
    assertThat(refused.header("Retry-After")).isEqualTo("15");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    reader(api.as(Role.READER, api.registry().organization()));
    assertThat(api.as("nobody").get(EVENTS).status()).isEqualTo(401);
    open.remove(0).close();
    await().atMost(Duration.ofSeconds(30)).until(() -> api.stream().readers() == TestApi.STREAMS);
    reader(client);
  }

  private EventReader reader(ApiClient client) {
    EventReader reader = EventReader.open(client);
    open.add(reader);
    return reader;
  }

  private EventReader resumed(ApiClient client, String id) {
    EventReader reader = EventReader.open(client, id);
    open.add(reader);
    return reader;
  }

  private static void flip(CasBackend backend) {
    flip(backend, 1);
  }

  private static void flip(CasBackend backend, int times) {
    for (int i = 0; i < times; i++) {
      db.jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      """
                      update cas_backend
                         set status = case status when 'OK' then 'INVALID' else 'OK' end,
                             error_class = 'TIMEOUT', error = 'It took too long.', remedy = 'Wait.'
                       where id = ?
                      """,
                      backend.id()));
    }
  }

  private static void node(String id) {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into node (id, address, version) values (?, '127.0.0.1', 'test')", id));
  }

  private static void tick(String state) {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into tick (scope, instant, state, epoch, node, started_at, finished_at,
                                      done)
                    values ('defaults', clock_timestamp(), ?, 1, 'n-1', now(),
                            case when ? = 'DONE' then now() end, 5)
                    """,
                    state,
                    state));
  }
}

package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.TestApi;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EventsTest {

  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  @Test
  void anEventHasItsIdItsNameAndItsData() throws IOException {
    var lines =
        new BufferedReader(
            new StringReader(": beat\n\nid: 7\nevent:tick\ndata: {\"at\":\"A\",\"b\":1}\n\nid: 8"));
    ServerEvent event = ServerEvent.next(lines).orElseThrow();
    assertThat(event).isEqualTo(new ServerEvent("7", "tick", "{\"at\":\"A\",\"b\":1}"));
    assertThat(event.text()).isEqualTo("A tick b=1");
    assertThat(Json.line(event.json()))
        .isEqualTo("{\"id\":\"7\",\"event\":\"tick\",\"data\":{\"at\":\"A\",\"b\":1}}");
    assertThat(ServerEvent.next(lines)).as("an event without its end").isEmpty();
  }

  @Test
  void whatHappensIsPrintedOnALineEach() {
    var admin = new CommandLineUser(api.address(), TestApi.ADMIN);
    var following =
        CompletableFuture.supplyAsync(
            () -> admin.run("events", "follow", "--count", "2", "--output", "json"));
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              askForTicks(admin);
              return following.isDone();
            });
    var outcome = following.join();
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines()).hasSize(2);
    assertThat(outcome.out().lines().findFirst().orElseThrow())
        .contains("\"event\":\"reset\"", "STARTED");
    assertThat(outcome.out().lines().skip(1).findFirst().orElseThrow())
        .contains("\"event\":\"tick\"");
  }

  /** Each tick that is asked for is an event. */
  private static void askForTicks(CommandLineUser admin) {
    admin.run("checkers", "run", "all");
    admin.run("checkers", "run", "defaults");
    admin.run("checkers", "run", "artifacts");
  }

  @Test
  void aStreamThatEndsIsOpenedAgainAfterItsLastEvent() {
    String stream = "id: 41\nevent: tick\ndata: {}\n\n";
    try (var server = FalseServer.answering(200, stream, "Content-Type: text/event-stream\r\n")) {
      var user = new CommandLineUser(server.endpoint().toString(), "t");
      assertThat(user.ok("events", "follow", "--after", "40", "--count", "2").lines()).hasSize(2);
      assertThat(server.asked()).hasSize(2);
      assertThat(server.asked().get(0)).contains("Last-Event-ID: 40");
      assertThat(server.asked().get(1)).contains("Last-Event-ID: 41");
    }
  }

  @Test
  void aServerThatRefusesIsNotAskedAgain() {
    var nobody = new CommandLineUser(api.address(), "wrong");
    var outcome = nobody.run("events", "follow");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("UNAUTHENTICATED");
  }
}

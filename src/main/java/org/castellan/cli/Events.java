package org.castellan.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What happens, as it happens. */
@Command(name = "events", description = "Follow what happens.")
final class Events {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Session session;

  Events(Session session) {
    this.session = session;
  }

  @Command(
      description = {
        "Print events as they come, until Ctrl-C.",
        "When the connection breaks it goes on, on whichever replica answers, without a gap."
      })
  void follow(
      @Option(names = "--after", paramLabel = "ID", description = "Go on after this event.")
          Optional<String> after,
      @Option(names = "--count", paramLabel = "N", description = "End after so many.")
          Optional<Integer> count) {
    int wanted = count.orElse(Integer.MAX_VALUE);
    var following = new Following(after.orElse(""), wanted);
    following.readOn();
    while (following.left > 0) {
      pause();
      following.tryAgain();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreachable("interrupted", e);
    }
  }

  /** How far it got. */
  private final class Following {

    private String lastId;
    private int left;

    Following(String lastId, int left) {
      this.lastId = lastId;
      this.left = left;
    }

    /** A server that was there once comes back; one that refuses stays refused. */
    void tryAgain() {
      try {
        readOn();
      } catch (CommandFailure e) {
        if (e.status() != ExitStatus.UNREACHABLE) {
          throw e;
        }
        session.surroundings().err().println("castellan: " + e.text() + "; trying again");
      }
    }

    /** Until there are enough, or the stream ends. */
    void readOn() {
      HttpRequest.Builder request =
          session.http().request("/events").header("Accept", "text/event-stream");
      if (!lastId.isEmpty()) {
        request.header("Last-Event-ID", lastId);
      }
      var response = session.http().send(request.GET().build());
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        while (left > 0 && ServerEvent.next(lines).map(this::print).isPresent()) {
          left--;
        }
      } catch (IOException e) {
        session.surroundings().err().println("castellan: " + session.http().broken(e).text());
      }
    }

    private ServerEvent print(ServerEvent event) {
      session.answers().line(event.json(), event.text());
      lastId = event.id().isEmpty() ? lastId : event.id();
      return event;
    }
  }
}

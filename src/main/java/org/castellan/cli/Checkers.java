package org.castellan.cli;

import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The checkers of the cluster. */
@Command(name = "checkers", description = "List, run, pause and resume the checkers.")
final class Checkers {

  private static final String SCOPE = "SCOPE";
  private static final String PATH = "checkers";
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("SCOPE", "scope"),
          Column.of("INTERVAL", "interval"),
          Column.of("CAP", "cap"),
          Column.of("PAUSED", "paused"),
          Column.of("HOLDER", "holder.node"),
          Column.of("LAST TICK", "lastTick.tick"),
          Column.of("STATE", "lastTick.state"),
          Column.of("NEXT TICK", "nextTick"));
  private static final List<Column> REQUESTED =
      List.of(Column.of("SCOPE", "scope"), Column.of("TICK", "tick"));

  private final Session session;

  Checkers(Session session) {
    this.session = session;
  }

  @Command(description = "What each checker does, and when.")
  void list() {
    session.answers().list(session.api().all(Api.path(PATH)), COLUMNS);
  }

  @Command(description = "Run a checker now; the next replica that polls begins.")
  void run(@Parameters(paramLabel = SCOPE) String scope) {
    session.answers().one(session.api().post(Api.path(PATH, scope, "ticks")), REQUESTED);
  }

  @Command(description = "Pause a checker on the whole cluster.")
  void pause(@Parameters(paramLabel = SCOPE) String scope) {
    setPaused(scope, true);
  }

  @Command(description = "Let a paused checker go on.")
  void resume(@Parameters(paramLabel = SCOPE) String scope) {
    setPaused(scope, false);
  }

  private void setPaused(String scope, boolean paused) {
    var change = new JsonObject();
    change.addProperty("paused", paused);
    session.answers().one(session.api().patch(Api.path(PATH, scope), change), COLUMNS);
  }
}

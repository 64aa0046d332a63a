package org.castellan.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Organizations, as the administrator keeps them. */
@Command(name = "organizations", description = "List, create and delete organizations.")
final class Organizations {

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("NAME", "name"),
          Column.bytes("QUOTA", "quotaBytes"),
          Column.of("CREATED", "createdAt"),
          Column.of("PURGED SINCE", "purge.askedAt"),
          Column.of("TO REMOVE", "purge.objects"));

  private final Session session;

  Organizations(Session session) {
    this.session = session;
  }

  @Command(description = "Newest first.")
  void list(
      @Option(names = "--limit", defaultValue = Limit.DEFAULT, description = Limit.IS) int limit) {
    session.answers().list(session.api().list(Api.path("organizations"), Map.of(), limit), COLUMNS);
  }

  @Command(description = "Make an organization, with its built-in backend as its default.")
  void create(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--quota",
              paramLabel = "SIZE",
              description = "What its artifacts may take, such as 500GiB; else there is no bound.")
          Optional<Bytes> quota) {
    var form = new JsonObject();
    form.addProperty("name", name);
    quota.ifPresent(bytes -> form.addProperty("quotaBytes", bytes.count()));
    session.answers().one(session.api().post(Api.path("organizations"), form), COLUMNS);
  }

  @Command(description = "Delete an organization that holds no artifacts, or purge one.")
  void delete(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--purge", description = "Delete its artifacts first, in the background.")
          boolean purge) {
    JsonObject answer =
        session.api().delete(Api.inOrganization(name) + (purge ? "?purge=true" : ""));
    if (answer.size() == 0) {
      session.answers().done(name + " is deleted");
    } else {
      session.answers().one(answer, COLUMNS);
    }
  }
}

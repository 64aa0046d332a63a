package org.castellan.cli;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An organization's tokens. */
@Command(name = "tokens", description = "Create, list and revoke an organization's tokens.")
final class Tokens {

  private static final String ORG = "ORGANIZATION";
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("ID", "id"),
          Column.of("NAME", "name"),
          Column.of("ROLE", "role"),
          Column.of("CREATED", "createdAt"),
          Column.of("EXPIRES", "expiresAt"),
          Column.of("LAST USED", "lastUsedAt"));

  /** What the API calls a token's role. */
  enum Role {
    owner,
    reader,
    writer
  }

  private final Session session;

  Tokens(Session session) {
    this.session = session;
  }

  @Command(description = "Issue a token. Its secret is shown this once.")
  void create(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}") Role role,
      @Option(
              names = "--expires",
              paramLabel = "INSTANT",
              description = "Such as 2030-01-01T00:00:00Z.")
          Optional<Instant> expires) {
    var form = new JsonObject();
    form.addProperty("name", name);
    form.addProperty("role", role.name());
    expires.ifPresent(at -> form.addProperty("expiresAt", at.toString()));
    var columns = new ArrayList<>(COLUMNS.subList(0, 3));
    columns.add(Column.of("SECRET", "secret"));
    session.answers().one(session.api().post(path(organization), form), columns);
  }

  @Command(description = "Newest first, without their secrets.")
  void list(
      @Parameters(paramLabel = ORG) String organization,
      @Option(names = "--limit", defaultValue = Limit.DEFAULT, description = Limit.IS) int limit) {
    session.answers().list(session.api().list(path(organization), Map.of(), limit), COLUMNS);
  }

  @Command(description = "Revoke a token, on every replica at once.")
  void revoke(
      @Parameters(paramLabel = ORG) String organization, @Parameters(paramLabel = "ID") String id) {
    session.api().delete(path(organization) + Api.path(id));
    session.answers().done(id + " is revoked");
  }

  private static String path(String organization) {
    return Api.inOrganization(organization, "tokens");
  }
}

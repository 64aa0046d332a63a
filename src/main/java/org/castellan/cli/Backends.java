package org.castellan.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An organization's backends. */
@Command(
    name = "backends",
    description = "List, add, update, delete and revalidate an organization's backends.")
final class Backends {

  private static final String ORG = "ORGANIZATION";
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("NAME", "name"),
          Column.of("PROVIDER", "provider"),
          Column.of("LOCATION", "location"),
          new Column("USED AS", Backends::use),
          Column.bytes("MAX", "maxBytes"),
          Column.of("STATUS", "status"),
          Column.of("ERROR", "errorClass"),
          Column.of("VALIDATED", "validatedAt"));
  private static final List<Column> HISTORY =
      List.of(
          Column.of("AT", "at"),
          Column.of("STATUS", "status"),
          Column.of("TRIGGER", "trigger"),
          Column.of("LATENCY", "latency"),
          Column.of("NODE", "node"),
          Column.of("ERROR", "error"));

  private final Session session;

  Backends(Session session) {
    this.session = session;
  }

  private static String use(JsonObject backend) {
    if (Json.text(backend, "default").equals("true")) {
      return "default";
    }
    return Json.text(backend, "fallback").equals("true") ? "fallback" : "";
  }

  private static String path(String organization, String... more) {
    return Api.inOrganization(organization, "cas-backends")
        + (more.length == 0 ? "" : Api.path(more));
  }

  @Command(description = "Newest first.")
  void list(
      @Parameters(paramLabel = ORG) String organization,
      @Option(names = "--limit", defaultValue = Limit.DEFAULT, description = Limit.IS) int limit) {
    session.answers().list(session.api().list(path(organization), Map.of(), limit), COLUMNS);
  }

  @Command(description = "Register a backend. It is probed first, and refused when that fails.")
  void add(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "PROVIDER", description = "As the API names it.") String provider,
      @Parameters(paramLabel = "LOCATION", description = "As of the provider: bucket, …")
          String location,
      @Option(
              names = "--credentials",
              required = true,
              paramLabel = "FILE",
              description = CredentialsFile.IS)
          String credentials,
      @Option(names = "--description", paramLabel = "TEXT") Optional<String> description,
      @Option(names = "--default") Optional<Boolean> isDefault,
      @Option(names = "--fallback") Optional<Boolean> isFallback,
      @Option(names = "--max-bytes", paramLabel = "SIZE", description = "Such as 2GiB.")
          Optional<Bytes> maxBytes) {
    JsonObject form = form(description, isDefault, isFallback, maxBytes, Optional.of(credentials));
    form.addProperty("name", name);
    form.addProperty("provider", provider);
    form.addProperty("location", location);
    session.answers().one(session.api().post(path(organization), form), COLUMNS);
  }

  @Command(
      description = "Change what is given. New credentials are probed before they replace the old.")
  void update(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--credentials", paramLabel = "FILE", description = CredentialsFile.IS)
          Optional<String> credentials,
      @Option(names = "--description", paramLabel = "TEXT") Optional<String> description,
      @Option(names = "--default", arity = "0..1", fallbackValue = "true")
          Optional<Boolean> isDefault,
      @Option(names = "--fallback", arity = "0..1", fallbackValue = "true")
          Optional<Boolean> isFallback,
      @Option(names = "--max-bytes", paramLabel = "SIZE", description = "Such as 2GiB.")
          Optional<Bytes> maxBytes) {
    JsonObject change = form(description, isDefault, isFallback, maxBytes, credentials);
    if (change.size() == 0) {
      throw CommandFailure.usage("nothing to change: give at least one option");
    }
    session.answers().one(session.api().patch(path(organization, name), change), COLUMNS);
  }

  private JsonObject form(
      Optional<String> description,
      Optional<Boolean> isDefault,
      Optional<Boolean> isFallback,
      Optional<Bytes> maxBytes,
      Optional<String> credentials) {
    var form = new JsonObject();
    description.ifPresent(text -> form.addProperty("description", text));
    isDefault.ifPresent(yes -> form.addProperty("default", yes));
    isFallback.ifPresent(yes -> form.addProperty("fallback", yes));
    maxBytes.ifPresent(bytes -> form.addProperty("maxBytes", bytes.count()));
    credentials.ifPresent(
        file -> form.add("credentials", CredentialsFile.read(file, session.surroundings().in())));
    return form;
  }

  @Command(description = "Take a backend out of use. What it holds stays readable.")
  void delete(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = "NAME") String name) {
    session.api().delete(path(organization, name));
    session.answers().done(name + " is deleted");
  }

  @Command(description = "Validate a backend now; its status follows.")
  void revalidate(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = "NAME") String name) {
    session.answers().one(session.api().post(path(organization, name, "revalidate")), COLUMNS);
  }

  @Command(description = "A backend's validations, newest first.")
  void history(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--limit", defaultValue = Limit.DEFAULT, description = Limit.IS) int limit) {
    String validations = path(organization, name, "validations");
    session.answers().list(session.api().list(validations, Map.of(), limit), HISTORY);
  }
}

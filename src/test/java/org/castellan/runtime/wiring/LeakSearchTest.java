package org.castellan.runtime.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.castellan.run.Api;
import org.castellan.testkit.Canary;
import org.castellan.testkit.Columns;
import org.castellan.testkit.LogTap;
import org.castellan.testkit.SecurityPage;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Promise 7: the whole application is given secrets in every way there is, and none of them is in
 * anything that comes out of it. What was searched is in {@code docs/security.md}.
 */
class LeakSearchTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String KEYSET = "bGVhay1zZWFyY2gtbGVhay1zZWFyY2gta2V5c2V0LTE=";
  private static final String FORMER = "Zm9ybWVyLWtleS1mb3JtZXIta2V5LWZvcm1lci1rZXk=";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> LOGGERS =
      List.of("com.azure", "org.apache.hc", "org.castellan", "org.postgresql", "software.amazon");

  /** What providers send, as it comes: the one thing that a library's log shows word for word. */
  private static final Pattern ON_THE_WIRE =
      Pattern.compile("org\\.apache\\.hc\\.client5\\.http\\.impl\\.\\S+ \\w+\\R.* << ");

  private final InProcessSettings settings = new InProcessSettings();
  private final Outputs outputs = new Outputs();
  private final List<Canary> canaries = new ArrayList<>();

  @AfterEach
  void forget() {
    settings.close();
  }

  @Test
  void noSecretIsInAnythingThatComesOut() throws Exception {
    settings.set("castellan.encryption.keyset", KEYSET + "," + FORMER);
    settings.set("castellan.allowed.endpoints", "127.0.0.1");
    settings.set("castellan.validation.timeout", "PT2S");
    settings.set("castellan.revalidation.backoff", "PT1S");
    secret("the key", KEYSET);
    secret("the former key", FORMER);
    secret("the administrator's token", InProcessSettings.TOKEN);
    try (LogTap log = LogTap.everything()) {
      try (var server = new InProcessServer(new CountedPool(db.url()), new CountedPool(db.url()))) {
        live(server.url());
      }
      log.lines().stream()
          .filter(line -> !ON_THE_WIRE.matcher(line).find())
          .forEach(line -> outputs.add("log", line));
      assertThat(LOGGERS).allMatch(name -> log.lines().stream().anyMatch(it -> it.contains(name)));
    }
    new Columns(db.jdbi()).all().forEach(this::keep);
    assertThat(outputs.leaks(canaries)).isEmpty();
    assertPage();
  }

  private void secret(String name, String value) {
    canaries.add(new Canary(name, value));
  }

  /** All that an application goes through. */
  private void live(String url) throws Exception {
    await().atMost(SOON).until(new Api(url, InProcessSettings.TOKEN)::isReady);
    var admin = new RecordedApi(url, InProcessSettings.TOKEN, outputs);
    admin.call("POST", "/api/v1/organizations", "{\"name\":\"leaky\"}");
    String token =
        Api.json(
                new Api(url, InProcessSettings.TOKEN)
                    .call(
                        "POST", LeakyLife.PATH + "/tokens", "{\"name\":\"ci\",\"role\":\"owner\"}"))
            .getString("secret");
    secret("an organization's token", token);
    try (var own = new StreamTap(url, token);
        var all = new StreamTap(url, InProcessSettings.TOKEN)) {
      for (LeakyKind kind : LeakyKind.values()) {
        secrets(kind);
        new LeakyLife(new RecordedApi(url, token, outputs), admin, kind).live();
      }
      new LeakyLife(new RecordedApi(url, token, outputs), admin, LeakyKind.S3).mistakes();
      lookAround(admin);
      MBeans.addTo(outputs);
      await().atMost(SOON).until(() -> own.text().contains("INVALID"));
      outputs.add("events: of an organization", own.text());
      outputs.add("events: of the administrator", all.text());
    }
  }

  private void secrets(LeakyKind kind) {
    secret("the secret of " + kind.id, kind.right);
    secret("the wrong secret of " + kind.id, kind.wrong);
    if (kind == LeakyKind.AZURE) {
      secret("the key's bytes", new String(Base64.getDecoder().decode(kind.right), UTF_8));
      secret("the wrong key's bytes", new String(Base64.getDecoder().decode(kind.wrong), UTF_8));
    }
  }

  private static void lookAround(RecordedApi admin) {
    admin.call("POST", "/api/v1/checkers/defaults/ticks", "");
    await()
        .atMost(SOON)
        .until(() -> admin.get("/api/v1/checkers/defaults/ticks").body().contains("DONE"));
    admin.call("POST", "/api/v1/credentials/rotation", "");
    for (String path :
        List.of(
            "/v1/organizations",
            "/v1/organizations/leaky",
            "/v1/organizations/leaky/audit-events",
            "/v1/audit-events?pageSize=500",
            "/v1/checkers",
            "/v1/checkers/all",
            "/v1/nodes",
            "/v1/credentials/rotation",
            "/v1/openapi.json",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/metrics")) {
      assertThat(admin.get("/api" + path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(admin.get("/api/nothing").statusCode()).isEqualTo(404);
  }

  private void keep(String table, List<String> columns) {
    for (String column : columns) {
      new Columns(db.jdbi())
          .contents(table, column)
          .forEach(content -> outputs.add("database: " + table + "." + column, content));
    }
  }

  private void assertPage() throws IOException {
    SecurityPage kept = SecurityPage.kept(LeakSearchTest.class);
    SecurityPage seen = kept.with(table());
    seen.writeIfAsked();
    assertThat(SecurityPage.kept(LeakSearchTest.class).text())
        .as("docs/security.md; %s mends it", kept.command())
        .isEqualTo(seen.text());
  }

  private String table() {
    return "| searched | which |\n|---|---|\n"
        + row("answers of the API, headers and bodies", names("answer: "))
        + row("event streams", names("events: "))
        + row("MXBeans, every attribute", names("MXBean: "))
        + row("the log at its finest, with all loggers", LOGGERS.stream())
        + row(
            "the database, every column of every table",
            new Columns(db.jdbi()).all().keySet().stream());
  }

  private Stream<String> names(String beginning) {
    return outputs.names(beginning).stream().map(name -> name.substring(beginning.length()));
  }

  private static String row(String searched, Stream<String> names) {
    return "| %s | %s |\n".formatted(searched, names.map("`%s`"::formatted).collect(joining(", ")));
  }
}

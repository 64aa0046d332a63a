package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.TestApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Against the whole API. */
class AdministrationCommandsTest {

  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final String CREDENTIALS = "{\"key\": \"canary-key\"}";

  @SuppressWarnings("NullAway.Init")
  private CommandLineUser admin;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @BeforeEach
  void makeUser() {
    admin = new CommandLineUser(api.address(), TestApi.ADMIN);
  }

  private String organization() {
    return api.registry().organization().name();
  }

  @Test
  void anOrganizationIsMadeListedAndDeleted() {
    assertThat(admin.ok("organizations", "create", "acme", "--quota", "20MiB"))
        .containsSubsequence("NAME", "QUOTA", "CREATED", "acme", "20.0 MiB");
    assertThat(admin.json("organizations", "list").items())
        .anySatisfy(
            item -> {
              assertThat(Json.text(item, "name")).isEqualTo("acme");
              assertThat(item.get("quotaBytes").getAsLong()).isEqualTo(20 << 20);
            });
    assertThat(admin.ok("organizations", "delete", "acme")).isEqualTo("acme is deleted\n");
    assertThat(admin.ok("organizations", "list")).doesNotContain("acme");
  }

  @Test
  void anOrganizationWithArtifactsIsOnlyPurged() throws IOException {
    String organization = organization();
    Path file = Files.writeString(directory.resolve("file"), "hello");
    admin.ok("artifacts", "put", organization, file);
    var refused = admin.run("organizations", "delete", organization);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("(NOT_EMPTY, HTTP 409)");
    assertThat(admin.json("organizations", "delete", organization, "--purge").json().has("purge"))
        .isTrue();
  }

  @Test
  void aListGoesOnOverPagesUntilItsLimit() {
    for (int i = 0; i < 4; i++) {
      organization();
    }
    assertThat(admin.json("organizations", "list", "--limit", "3").items()).hasSize(3);
    List<JsonObject> small =
        new Api(new Http(ServerAccess.of(admin.environment())))
            .list("/organizations", java.util.Map.of(), 4);
    assertThat(small).hasSize(4).doesNotHaveDuplicates();
    assertThat(admin.run("organizations", "list", "--limit", "0").status()).isEqualTo(2);
  }

  @Test
  void aBackendIsAddedWithCredentialsFromAFile() throws IOException {
    String organization = organization();
    Path credentials = Files.writeString(directory.resolve("key.json"), CREDENTIALS);
    assertThat(add(admin, organization, "main", credentials, "--default", "--max-bytes", "20MiB"))
        .contains("default", "20.0 MiB", "OK")
        .doesNotContain("canary");
    JsonObject added = admin.json("backends", "list", organization).items().get(0);
    assertThat(Json.text(added, "name")).isEqualTo("main");
    assertThat(Json.text(added, "default")).isEqualTo("true");
  }

  @Test
  void aBackendIsAddedWithCredentialsFromStandardInput() {
    String organization = organization();
    add(admin.typing(CREDENTIALS), organization, "main", "-", "--description", "the first");
    assertThat(
            Json.text(admin.json("backends", "list", organization).items().get(0), "description"))
        .isEqualTo("the first");
  }

  @Test
  void aBackendThatDoesNotWorkIsRefusedWithWhatToDo() {
    String organization = organization();
    var refused =
        admin
            .typing("{\"key\": \"wrong\"}")
            .run("backends", "add", organization, "main", "STUB", "bucket", "--credentials", "-");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .startsWith("castellan: ")
        .contains("(CAS_BACKEND_UNREACHABLE, HTTP 422)", "Give another key.")
        .doesNotContain("wrong");
  }

  @Test
  void aWrongFieldIsNamed() {
    var refused =
        admin
            .typing("{}")
            .run("backends", "add", organization(), "main", "STUB", "b", "--credentials", "-");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("VALIDATION_FAILED", "credentials.key: is missing");
  }

  @Test
  void aBackendIsUpdatedRevalidatedAndDeleted() {
    String organization = organization();
    add(admin.typing(CREDENTIALS), organization, "main", "-", "--default");
    assertThat(admin.run("backends", "update", organization, "main").status()).isEqualTo(2);
    JsonObject changed =
        admin
            .json("backends", "update", organization, "main", "--default=false", "--fallback")
            .json();
    assertThat(Json.text(changed, "default")).isEqualTo("false");
    assertThat(Json.text(changed, "fallback")).isEqualTo("true");

    assertThat(admin.ok("backends", "revalidate", organization, "main")).contains("main", "STUB");
    assertThat(admin.ok("backends", "history", organization, "main"))
        .contains("AT", "TRIGGER", "LATENCY", "CREATE", "test-node");
    assertThat(admin.ok("backends", "delete", organization, "main")).isEqualTo("main is deleted\n");
    assertThat(admin.run("backends", "delete", organization, "default-inline").err())
        .contains("INLINE_BACKEND");
  }

  @Test
  void aTokenIsMadeUsedAndRevoked() {
    String organization = organization();
    JsonObject token = admin.json("tokens", "create", organization, "ci", "reader").json();
    var reader = new CommandLineUser(api.address(), Json.text(token, "secret"));
    reader.ok("artifacts", "list", organization);
    assertThat(reader.run("tokens", "list", organization).err()).contains("FORBIDDEN");
    assertThat(admin.ok("tokens", "list", organization))
        .contains("ci", "reader")
        .doesNotContain(Json.text(token, "secret"));
    admin.ok("tokens", "revoke", organization, Json.text(token, "id"));
    assertThat(reader.run("artifacts", "list", organization).err()).contains("UNAUTHENTICATED");
  }

  @Test
  void aTokenExpiresWhenItIsTold() {
    assertThat(
            admin
                .json(
                    "tokens",
                    "create",
                    organization(),
                    "t",
                    "owner",
                    "--expires",
                    "2100-01-01T00:00:00Z")
                .json()
                .get("expiresAt")
                .getAsString())
        .isEqualTo("2100-01-01T00:00:00Z");
    assertThat(admin.run("tokens", "create", "acme", "t", "king").status()).isEqualTo(2);
  }

  @Test
  void aCheckerIsPausedResumedAndRun() {
    assertThat(admin.ok("checkers", "list")).contains("SCOPE", "defaults", "all", "artifacts");
    assertThat(paused(admin.json("checkers", "pause", "all"))).isTrue();
    assertThat(paused(admin.json("checkers", "resume", "all"))).isFalse();
    JsonObject asked = admin.json("checkers", "run", "all").json();
    assertThat(admin.ok("ticks", "list", "all"))
        .contains("TICK", "STATE", "REQUESTED", Json.text(asked, "tick"));
    assertThat(admin.run("checkers", "run", "all").err()).contains("TICK_RUNNING");
    assertThat(admin.run("ticks", "list", "nothing").err()).contains("NOT_FOUND");
  }

  private static boolean paused(CommandLineUser.Outcome outcome) {
    return outcome.json().get("paused").getAsBoolean();
  }

  private static String add(
      CommandLineUser user, String organization, String name, Object credentials, Object... more) {
    var arguments =
        new java.util.ArrayList<Object>(List.of("backends", "add", organization, name, "STUB"));
    arguments.addAll(List.of("bucket", "--credentials", credentials));
    arguments.addAll(List.of(more));
    return user.ok(arguments.toArray());
  }
}

package org.castellan.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.castellan.access.Authenticator;
import org.castellan.access.Issued;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestKeyset;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 7: secrets are encrypted or hashed at rest, and print as asterisks. */
class NothingLeakedTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String CANARY = "canary-that-must-not-sing";

  private final String keyset = TestKeyset.generate();
  private final TestRegistry kit = new TestRegistry(db.jdbi(), keyset);
  private final Organization organization = kit.organization();

  @Test
  void noTableHoldsASecretInTheClear() {
    kit.jdbi.useTransaction(
        handle ->
            kit.registry.insert(
                handle,
                TestRegistry.draft(organization, "a", true, false),
                secret(CANARY + "-1"),
                "admin"));
    replaceCredentials(CANARY + "-2");
    Issued issued =
        kit.tokens
            .issue(organization.id(), "ci", Role.OWNER, Optional.empty(), "admin")
            .orElseThrow();
    new Authenticator(kit.jdbi, CANARY, Optional.empty()).authenticate(issued.secret());

    String everything = everything();

    assertThat(everything).contains("BACKEND_CREDENTIALS_REPLACED", organization.name());
    assertNowhere(everything, CANARY);
    assertNowhere(everything, issued.secret().substring(4));
    assertNowhere(everything, keyset);
  }

  @Test
  void whatHoldsASecretPrintsWithoutIt() {
    Issued issued =
        kit.tokens
            .issue(organization.id(), "ci", Role.OWNER, Optional.empty(), "admin")
            .orElseThrow();
    var change =
        new BackendChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new NewCredentials(secret(CANARY), "host")));

    assertThat(change).asString().doesNotContain(CANARY);
    assertThat(issued).asString().doesNotContain(issued.secret());
  }

  private void replaceCredentials(String canary) {
    CasBackend backend = kit.backends.find(organization.id(), "a").orElseThrow();
    var change =
        new BackendChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new NewCredentials(secret(canary), "host")));
    kit.registry.change(backend.id(), OptionalLong.empty(), change, "admin");
  }

  private static ProviderCredentials secret(String canary) {
    return new ProviderCredentials(Map.of("secretAccessKey", canary));
  }

  private static void assertNowhere(String everything, String secret) {
    assertThat(everything)
        .doesNotContain(secret)
        .doesNotContain(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
  }

  /** Every row of every table as PostgreSQL prints it, bytes in hexadecimal. */
  private String everything() {
    return kit.jdbi.withHandle(
        handle -> {
          List<String> tables =
              handle
                  .select(
                      "select table_name from information_schema.tables where table_schema = 'public'")
                  .mapTo(String.class)
                  .list();
          var dump = new StringBuilder();
          for (String table : tables) {
            handle
                .createQuery("select t::text from <table> t")
                .define("table", table)
                .mapTo(String.class)
                .forEach(dump::append);
          }
          return dump.toString();
        });
  }
}

package org.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEntry;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.Page;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokensTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private final UUID organization = kit.organization().id();

  @Test
  void secretIs256RandomBitsInBase64Url() {
    Issued first = issue("ci");
    Issued second = issue("ci");

    assertThat(first.secret()).matches("cst_[A-Za-z0-9_-]{43}").isNotEqualTo(second.secret());
    assertThat(first).asString().doesNotContain(first.secret());
  }

  @Test
  void onlyTheHashOfASecretIsStored() {
    Issued issued = issue("ci");
    String row =
        kit.jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select access_token::text from access_token where id = :id")
                    .bind("id", issued.token().id())
                    .mapTo(String.class)
                    .one());

    assertThat(row)
        .contains("x" + HexFormat.of().formatHex(Secret.sha256(issued.secret())))
        .doesNotContain(issued.secret().substring(Secret.PREFIX.length()));
  }

  @Test
  void issuedIsListedWithoutItsSecret() {
    Instant expires = Instant.parse("2030-01-01T00:00:00Z");
    Issued issued =
        kit.tokens
            .issue(organization, "ci", Role.READER, Optional.of(expires), "admin")
            .orElseThrow();

    assertThat(kit.tokens.list(organization, Optional.empty(), 10).items())
        .containsExactly(issued.token());
    assertThat(issued.token().role()).isEqualTo(Role.READER);
    assertThat(issued.token().expiresAt()).contains(expires);
    assertThat(issued.token().lastUsedAt()).isEmpty();
  }

  @Test
  void listIsNewestFirstPageByPageAndTheOrganizationsOwn() {
    issue("oldest");
    issue("middle");
    issue("newest");
    kit.tokens.issue(kit.organization().id(), "theirs", Role.OWNER, Optional.empty(), "admin");

    Page<AccessToken> first = kit.tokens.list(organization, Optional.empty(), 2);
    Page<AccessToken> second = kit.tokens.list(organization, first.next(), 2);

    assertThat(first.items()).extracting(AccessToken::name).containsExactly("newest", "middle");
    assertThat(second.items()).extracting(AccessToken::name).containsExactly("oldest");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void noTokenWithoutItsOrganization() {
    assertThat(kit.tokens.issue(UUID.randomUUID(), "ci", Role.OWNER, Optional.empty(), "admin"))
        .isEmpty();
  }

  @Test
  void noTokenForTheAdministratorOrWithoutAName() {
    for (String name : List.of("", " ", "n".repeat(101))) {
      assertThatThrownBy(
              () -> kit.tokens.issue(organization, name, Role.OWNER, Optional.empty(), "admin"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> kit.tokens.issue(organization, "ci", Role.ADMIN, Optional.empty(), "admin"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tokenIsRevokedOnceAndByItsOwnOrganization() {
    UUID id = issue("ci").token().id();

    assertThat(kit.tokens.revoke(kit.organization().id(), id, "admin")).isFalse();
    assertThat(kit.tokens.revoke(organization, id, "admin")).isTrue();
    assertThat(kit.tokens.revoke(organization, id, "admin")).isFalse();
  }

  @Test
  void issueAndRevocationAreAuditedWithoutTheSecret() {
    Issued issued = issue("ci");
    kit.tokens.revoke(organization, issued.token().id(), "token:1");

    List<AuditEvent> events =
        kit
            .audit
            .list(AuditTrail.of(Optional.of(organization)), Optional.empty(), 2)
            .items()
            .stream()
            .map(AuditEntry::event)
            .toList();

    assertThat(events)
        .extracting(AuditEvent::action)
        .containsExactly("TOKEN_REVOKED", "TOKEN_ISSUED");
    assertThat(events.get(1).detail())
        .isEqualTo("The token " + issued.token().id() + " with the role writer was issued.");
    assertThat(events).asString().doesNotContain(issued.secret());
  }

  private Issued issue(String name) {
    return kit.tokens
        .issue(organization, name, Role.WRITER, Optional.empty(), "admin")
        .orElseThrow();
  }
}

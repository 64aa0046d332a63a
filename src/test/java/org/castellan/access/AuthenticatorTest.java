package org.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticatorTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private final Organization organization = kit.organization();
  private final Authenticator authenticator =
      new Authenticator(kit.jdbi, "the admin's own", Optional.empty());

  @Test
  void adminTokenIsTheAdministrator() {
    assertThat(holder("the admin's own"))
        .contains(new Caller(Role.ADMIN, Optional.empty(), "admin"));
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
  void tokenIsItsRoleInItsOrganization(Role role) {
    Issued issued = issue(role, Optional.empty());

    assertThat(holder(issued.secret()))
        .contains(
            new Caller(role, Optional.of(organization), AccessToken.actor(issued.token().id())));
  }

  @Test
  void whatIsNoTokenIsNobody() {
    String secret = issue(Role.OWNER, Optional.empty()).secret();

    assertThat(holder("")).isEmpty();
    assertThat(holder("the admin's")).isEmpty();
    assertThat(holder(secret.substring(4))).isEmpty();
    assertThat(holder(secret + "x")).isEmpty();
    assertThat(holder("cst_' or true --")).isEmpty();
  }

  @Test
  void revokedTokenIsNobodyAtOnceOnEveryReplica() {
    Issued issued = issue(Role.OWNER, Optional.empty());
    var otherReplica = new Authenticator(db.jdbi(), "the admin's own", Optional.empty());
    assertThat(holder(otherReplica, issued.secret())).isPresent();

    kit.tokens.revoke(organization.id(), issued.token().id(), "admin");

    assertThat(holder(issued.secret())).isEmpty();
    assertThat(holder(otherReplica, issued.secret())).isEmpty();
  }

  @Test
  void expiredTokenIsNobody() {
    Instant now = Instant.now();

    assertThat(holder(expiring(now.minusSeconds(60)).secret())).isEmpty();
    assertThat(holder(expiring(now.plusSeconds(3600)).secret())).isPresent();
  }

  @Test
  void useIsRecordedOnceAMinute() {
    Issued issued = issue(Role.OWNER, Optional.empty());
    holder(issued.secret());
    Instant first = lastUsed().orElseThrow();

    holder(issued.secret());
    assertThat(lastUsed()).contains(first);

    kit.jdbi.useHandle(
        handle ->
            handle.execute("update access_token set last_used_at = now() - interval '61 seconds'"));
    holder(issued.secret());
    assertThat(lastUsed().orElseThrow()).isAfterOrEqualTo(first);
  }

  /** Another replica may be writing the same row, or somebody revoking the token. */
  @Test
  @Timeout(30)
  void aUseThatCannotBeRecordedAtOnceIsNotWaitedFor() {
    Issued issued = issue(Role.OWNER, Optional.empty());
    db.jdbi()
        .useTransaction(
            handle -> {
              handle.createQuery("select id from access_token for update").mapTo(UUID.class).list();
              assertThat(holder(issued.secret())).isPresent();
            });
    assertThat(lastUsed()).isEmpty();
    assertThat(holder(issued.secret())).isPresent();
    assertThat(lastUsed()).isPresent();
  }

  @Test
  void aUseThatCannotBeRecordedAtAllRefusesNothing() {
    Issued issued = issue(Role.OWNER, Optional.empty());
    var readOnly = Jdbi.create(db.url() + "&options=-c%20default_transaction_read_only%3Don");
    var replica = new Authenticator(readOnly, "the admin's own", Optional.empty());

    assertThat(holder(replica, issued.secret())).isPresent();
    assertThat(lastUsed()).isEmpty();
  }

  @Test
  void manyUsesAtOnceAreRecordedOnce() {
    Issued issued = issue(Role.OWNER, Optional.empty());
    kit.jdbi.useHandle(
        handle -> {
          handle.execute("create table recorded (at timestamptz)");
          handle.execute(
              "create function note() returns trigger language plpgsql as"
                  + " 'begin insert into recorded (at) values (now()); return new; end'");
          handle.execute(
              "create trigger noted after update on access_token"
                  + " for each row execute function note()");
        });
    IntStream.range(0, 50).parallel().forEach(i -> holder(issued.secret()));

    long recorded =
        kit.jdbi.withHandle(
            handle -> handle.createQuery("select count(*) from recorded").mapTo(Long.class).one());
    assertThat(recorded).isEqualTo(1);
  }

  @Test
  void tokensEndWithTheirOrganization() {
    Issued issued = issue(Role.OWNER, Optional.empty());
    kit.organizations.delete(organization.id(), "admin");

    assertThat(holder(issued.secret())).isEmpty();
  }

  @Test
  void blankAdminTokenIsRefused() {
    assertThatThrownBy(() -> new Authenticator(kit.jdbi, " ", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Optional<Caller> holder(String bearer) {
    return holder(authenticator, bearer);
  }

  private static Optional<Caller> holder(Authenticator replica, String bearer) {
    return replica.authenticate(bearer) instanceof Authentication.Accepted accepted
        ? Optional.of(accepted.caller())
        : Optional.empty();
  }

  private Issued expiring(Instant at) {
    return issue(Role.READER, Optional.of(at));
  }

  private Issued issue(Role role, Optional<Instant> expiresAt) {
    return kit.tokens.issue(organization.id(), "ci", role, expiresAt, "admin").orElseThrow();
  }

  private Optional<Instant> lastUsed() {
    return kit.tokens.list(organization.id(), Optional.empty(), 1).items().get(0).lastUsedAt();
  }
}

package org.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticatorTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private final UUID organization = kit.organization().id();
  private final Authenticator authenticator = new Authenticator(kit.jdbi, "the admin's own");

  @Test
  void adminTokenIsTheAdministrator() {
    assertThat(authenticator.authenticate("the admin's own"))
        .contains(new Caller(Role.ADMIN, Optional.empty(), "admin"));
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
  void tokenIsItsRoleInItsOrganization(Role role) {
    Issued issued = issue(role, Optional.empty());

    assertThat(authenticator.authenticate(issued.secret()))
        .contains(new Caller(role, Optional.of(organization), issued.token().actor()));
  }

  @Test
  void whatIsNoTokenIsNobody() {
    String secret = issue(Role.OWNER, Optional.empty()).secret();

    assertThat(authenticator.authenticate("")).isEmpty();
    assertThat(authenticator.authenticate("the admin's")).isEmpty();
    assertThat(authenticator.authenticate(secret.substring(4))).isEmpty();
    assertThat(authenticator.authenticate(secret + "x")).isEmpty();
    assertThat(authenticator.authenticate("cst_' or true --")).isEmpty();
  }

  @Test
  void revokedTokenIsNobodyAtOnceOnEveryReplica() {
    Issued issued = issue(Role.OWNER, Optional.empty());
    var otherReplica = new Authenticator(db.jdbi(), "the admin's own");
    assertThat(otherReplica.authenticate(issued.secret())).isPresent();

    kit.tokens.revoke(organization, issued.token().id(), "admin");

    assertThat(authenticator.authenticate(issued.secret())).isEmpty();
    assertThat(otherReplica.authenticate(issued.secret())).isEmpty();
  }

  @Test
  void expiredTokenIsNobody() {
    Instant now = Instant.now();

    assertThat(authenticator.authenticate(expiring(now.minusSeconds(60)).secret())).isEmpty();
    assertThat(authenticator.authenticate(expiring(now.plusSeconds(3600)).secret())).isPresent();
  }

  @Test
  void useIsRecordedOnceAMinute() {
    Issued issued = issue(Role.OWNER, Optional.empty());
    authenticator.authenticate(issued.secret());
    Instant first = lastUsed().orElseThrow();

    authenticator.authenticate(issued.secret());
    assertThat(lastUsed()).contains(first);

    kit.jdbi.useHandle(
        handle ->
            handle.execute("update access_token set last_used_at = now() - interval '61 seconds'"));
    authenticator.authenticate(issued.secret());
    assertThat(lastUsed().orElseThrow()).isAfterOrEqualTo(first);
  }

  @Test
  void blankAdminTokenIsRefused() {
    assertThatThrownBy(() -> new Authenticator(kit.jdbi, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Issued expiring(Instant at) {
    return issue(Role.READER, Optional.of(at));
  }

  private Issued issue(Role role, Optional<Instant> expiresAt) {
    return kit.tokens.issue(organization, "ci", role, expiresAt, "admin").orElseThrow();
  }

  private Optional<Instant> lastUsed() {
    return kit.tokens.list(organization, Optional.empty(), 1).items().get(0).lastUsedAt();
  }
}

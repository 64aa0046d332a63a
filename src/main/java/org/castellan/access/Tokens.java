package org.castellan.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The store of the organizations' tokens. Thread-safe. */
public final class Tokens {

  private static final String COLUMNS =
      "id, organization_id, name, role, created_at, expires_at, last_used_at ";

  // The lock keeps the organization from being deleted meanwhile.
  private static final String ISSUE =
      """
      with organization as (select id from organization where id = :organization for key share)
      insert into access_token (id, organization_id, name, role, secret_sha256, expires_at)
      select :id, organization.id, :name, :role, :sha256, :expiresAt from organization
      returning
      """
          + COLUMNS;

  private static final String LIST =
      "select "
          + COLUMNS
          + """
      from access_token
      where organization_id = :organization and (created_at, id) < (:at, :id)
      order by created_at desc, id desc
      limit :rows
      """;

  private static final String REVOKE =
      """
      delete from access_token where id = :id and organization_id = :organization
      returning
      """
          + COLUMNS;

  private static final RowMapper<AccessToken> ROW = ConstructorMapper.of(AccessToken.class);

  private final Jdbi jdbi;
  private final AuditLog audit;
  private final SecureRandom random = new SecureRandom();

  public Tokens(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  /**
   * Makes a token. Its secret is in the answer and nowhere else. Empty when there is no such
   * organization.
   *
   * @param name for people; 1 to {@link AccessToken#MAX_NAME} characters, unique or not
   * @throws IllegalArgumentException for a name out of bounds or the role {@link Role#ADMIN}
   */
  public Optional<Issued> issue(
      UUID organizationId, String name, Role role, Optional<Instant> expiresAt, String actor) {
    if (role == Role.ADMIN || name.isBlank() || name.length() > AccessToken.MAX_NAME) {
      throw new IllegalArgumentException("a token needs a name and a role in its organization");
    }
    String secret = Secret.random(random);
    return jdbi.inTransaction(
        handle -> {
          Optional<AccessToken> token =
              handle
                  .createQuery(ISSUE)
                  .bind("id", UUID.randomUUID())
                  .bind("organization", organizationId)
                  .bind("name", name)
                  .bind("role", role.name().toLowerCase(Locale.ROOT))
                  .bind("sha256", Secret.sha256(secret))
                  .bind("expiresAt", expiresAt)
                  .map(ROW)
                  .findOne();
          token.ifPresent(it -> record(handle, it, actor, "TOKEN_ISSUED", "was issued"));
          return token.map(it -> new Issued(it, secret));
        });
  }

  /**
   * An organization's tokens, newest first, expired ones too.
   *
   * @param limit at least 1
   */
  public Page<AccessToken> list(UUID organizationId, Optional<PageKey> after, int limit) {
    return jdbi.withHandle(
        handle ->
            Page.read(
                handle.createQuery(LIST).bind("organization", organizationId),
                after,
                limit,
                ROW,
                row -> new PageKey(row.createdAt(), row.id())));
  }

  /**
   * Deletes the token: every replica refuses it from now on. False when the organization has no
   * such token.
   */
  public boolean revoke(UUID organizationId, UUID id, String actor) {
    return jdbi.inTransaction(
        handle -> {
          Optional<AccessToken> revoked =
              handle
                  .createQuery(REVOKE)
                  .bind("id", id)
                  .bind("organization", organizationId)
                  .map(ROW)
                  .findOne();
          revoked.ifPresent(it -> record(handle, it, actor, "TOKEN_REVOKED", "was revoked"));
          return revoked.isPresent();
        });
  }

  private void record(
      Handle handle, AccessToken token, String actor, String action, String happened) {
    String role = token.role().name().toLowerCase(Locale.ROOT);
    String detail = "The token " + token.id() + " with the role " + role + " " + happened + ".";
    Optional<UUID> organization = Optional.of(token.organizationId());
    audit.record(handle, new AuditEvent(organization, actor, action, token.name(), detail));
  }
}

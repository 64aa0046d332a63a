package org.castellan.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.castellan.organization.Organization;
import org.castellan.organization.OrganizationRow;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Who holds which of the organizations' tokens. Asks the database each time, so that a revocation
 * holds on every replica at once; what a request must know of the organization comes with the same
 * answer. Thread-safe.
 *
 * <p>A token is found by its hash, in an index. How long that takes tells something about hashes
 * that are stored, and nothing about a secret: who chooses what is hashed cannot choose the hash.
 */
final class TokenHolders {

  private static final Logger LOG = System.getLogger(TokenHolders.class.getName());

  private static final String FIND =
      "select "
          + OrganizationRow.COLUMNS
          + """
      , token, role, use_unrecorded
        from (
          select id as token, organization_id, role,
            coalesce(last_used_at < now() - interval '1 minute', true) as use_unrecorded
          from access_token
          where secret_sha256 = :sha256 and (expires_at is null or expires_at > now())) as held
        join organization on id = organization_id
      """;

  // Of the replicas and threads that see an old time at once, one writes; none waits for a row.
  private static final String RECORD_USE =
      """
      update access_token set last_used_at = now()
      where id in (
        select id from access_token
        where id = :id and coalesce(last_used_at < now() - interval '1 minute', true)
        for no key update skip locked)
      """;

  private final Jdbi jdbi;

  TokenHolders(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Empty when the token is unknown, revoked or expired. */
  Optional<Caller> find(String secret) {
    return jdbi.withHandle(
        handle -> {
          Optional<Match> match =
              handle
                  .createQuery(FIND)
                  .bind("sha256", Secret.sha256(secret))
                  .map(Match::read)
                  .findOne();
          match.filter(Match::useUnrecorded).ifPresent(it -> recordUse(handle, it.id()));
          return match.map(Match::caller);
        });
  }

  /** That it cannot be written down is no reason to refuse a token. */
  private static void recordUse(Handle handle, UUID id) {
    try {
      handle.createUpdate(RECORD_USE).bind("id", id).execute();
    } catch (JdbiException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      LOG.log(Level.WARNING, "The use of a token is not recorded: {0}", cause.getMessage());
    }
  }

  /** What of a token's row is needed to let its holder in. */
  private record Match(UUID id, Caller caller, boolean useUnrecorded) {

    static Match read(ResultSet row, StatementContext context) throws SQLException {
      UUID id = row.getObject("token", UUID.class);
      Role role = Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
      Organization organization = OrganizationRow.MAPPER.map(row, context);
      return new Match(
          id,
          new Caller(role, Optional.of(organization), AccessToken.actor(id)),
          row.getBoolean("use_unrecorded"));
    }
  }
}

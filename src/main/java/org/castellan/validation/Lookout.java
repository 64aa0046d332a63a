package org.castellan.validation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.backend.BackendRow;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Reads what the request path needs of a backend, in one light query each. Thread-safe. */
final class Lookout {

  private static final String SEE =
      "select "
          + BackendRow.COLUMNS
          + """
      , %s as due, coalesce(claim_expires_at > clock_timestamp(), false) as claimed
        from cas_backend
       where %s
      """;

  private static final String SUSPECTED =
      """
      select id from cas_backend
       where suspected_at is not null and suspected_by <> :asker and %s
       order by suspected_at limit 16
      """;

  private final Jdbi jdbi;
  private final Due due;

  /**
   * @param node the replica that looks
   */
  Lookout(Jdbi jdbi, ValidationSettings settings, String node) {
    this.jdbi = jdbi;
    this.due = new Due.OnRequest(settings.window(), settings.backoff(), node);
  }

  /** What the sightings were judged by. */
  Due due() {
    return due;
  }

  Optional<Sighting> see(UUID backendId) {
    return query("id = :id", backendId).stream().findFirst();
  }

  /** The organization's default and fallback, as far as it has them. */
  List<Sighting> serving(UUID organizationId) {
    return query("organization_id = :id and (is_default or is_fallback)", organizationId);
  }

  /** Some of those that another replica suspects and that may be looked at now, oldest first. */
  List<UUID> suspectedByOthers() {
    return jdbi.withHandle(
        handle -> {
          Query query = handle.createQuery(SUSPECTED.formatted(due.condition()));
          due.bind(query);
          return query.mapTo(UUID.class).list();
        });
  }

  private List<Sighting> query(String condition, UUID id) {
    return jdbi.withHandle(
        handle -> {
          Query query =
              handle.createQuery(SEE.formatted(due.condition(), condition)).bind("id", id);
          due.bind(query);
          return query
              .map(
                  (row, context) ->
                      new Sighting(
                          BackendRow.MAPPER.map(row, context),
                          row.getBoolean("due"),
                          row.getBoolean("claimed")))
              .list();
        });
  }
}

package org.castellan.backend;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;

/** The seats as the database has them. Their moves are audited. */
final class SeatTable {

  // Not "for update", which would hold up uploads: their foreign keys share-lock the organization.
  private static final String LOCK =
      "select id from organization where id = :organization for no key update";

  private static final String READ =
      """
      select
        (select id from cas_backend where organization_id = :organization and is_default) as d,
        (select id from cas_backend where organization_id = :organization and is_fallback) as f,
        (select id from cas_backend where organization_id = :organization and built_in)
          as i
      """;

  // Before the seats are taken: the indexes that keep them unique look at each row at once.
  private static final String LEAVE =
      "update cas_backend set is_default = false, is_fallback = false where id in (<moved>)";

  private static final String TAKE =
      """
      update cas_backend
      set is_default = coalesce(id = :default, false),
        is_fallback = coalesce(id = :fallback, false),
        revision = revision + case when id = :own then 0 else 1 end,
        updated_at = now()
      where id in (<moved>)
      """;

  private final AuditLog audit;

  SeatTable(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * Makes every other change of the organization's backends wait for this transaction. Comes before
   * any lock on a backend's row, or two changes may deadlock. False when there is no organization.
   */
  boolean lock(Handle handle, UUID organizationId) {
    return handle
        .createQuery(LOCK)
        .bind("organization", organizationId)
        .mapTo(UUID.class)
        .findOne()
        .isPresent();
  }

  Seats read(Handle handle, UUID organizationId) {
    return handle
        .createQuery(READ)
        .bind("organization", organizationId)
        .map(
            (row, context) ->
                new Seats(
                    Optional.ofNullable(row.getObject("d", UUID.class)),
                    Optional.ofNullable(row.getObject("f", UUID.class)),
                    Optional.ofNullable(row.getObject("i", UUID.class))))
        .one();
  }

  /**
   * Moves who moves.
   *
   * @param own the backend whose revision the caller counts itself
   */
  void move(Handle handle, Seats from, Seats to, CasBackend own, String actor) {
    Set<UUID> moved = moved(from, to);
    if (moved.isEmpty()) {
      return;
    }
    handle.createUpdate(LEAVE).bindList("moved", moved).execute();
    handle
        .createUpdate(TAKE)
        .bindList("moved", moved)
        .bind("default", to.defaultId())
        .bind("fallback", to.fallbackId())
        .bind("own", own.id())
        .execute();
    var event = new SeatMove(handle, own.organizationId(), actor);
    event.record(audit, "BACKEND_DEFAULT_MOVED", "default", from.defaultId(), to.defaultId());
    event.record(audit, "BACKEND_FALLBACK_MOVED", "fallback", from.fallbackId(), to.fallbackId());
  }

  private static Set<UUID> moved(Seats from, Seats to) {
    return Stream.of(from.defaultId(), from.fallbackId(), to.defaultId(), to.fallbackId())
        .flatMap(Optional::stream)
        .filter(
            id ->
                from.isDefault(id) != to.isDefault(id) || from.isFallback(id) != to.isFallback(id))
        .collect(Collectors.toSet());
  }
}

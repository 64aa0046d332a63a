package org.castellan.artifact;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.Optional;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.schedule.Fence;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * Writes down what the patrol found. Nothing is written once the run is over, or when the copy is
 * another one by now. Thread-safe.
 */
final class PatrolRecord {

  static final String ACTOR = "castellan:patrol";

  private static final System.Logger LOG = System.getLogger(PatrolRecord.class.getName());

  private static final String GUARD =
      """
       where %s
         and created_at = :createdAt
         and restored_at is not distinct from cast(:restoredAt as timestamptz)
         and exists (select 1 from run)
      """
          .formatted(Copy.THIS);

  private static final String SOUND =
      "with "
          + Fence.SQL
          + """
      update artifact
         set verified_version = :version, verified_at = clock_timestamp(),
             patrolled_at = clock_timestamp(), damage = null, damaged_at = null
      """
          + GUARD;

  // Without its version, so that no older replica serves parts of it unseen.
  private static final String DAMAGED =
      "with "
          + Fence.SQL
          + """
      update artifact
         set patrolled_at = clock_timestamp(), verified_version = null, verified_at = null,
             damaged_at = case when damage = :damage then damaged_at else clock_timestamp() end,
             damage = :damage
      """
          + GUARD;

  private final Jdbi jdbi;
  private final AuditLog audit;

  PatrolRecord(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  /** The copy is sound, whatever was found of it before; whether that is on record. */
  boolean sound(Fence fence, DueCopy due, String version) {
    return jdbi.inTransaction(
        handle -> {
          Update update = handle.createUpdate(SOUND).bind("version", version);
          boolean written = write(update, fence, due);
          if (written && due.copy().damage().isPresent()) {
            tell(handle, due.copy(), "ARTIFACT_RECOVERED", "Its copy in %s is sound again.");
          }
          return written;
        });
  }

  /** The copy is damaged and is served to nobody from now on; whether that is on record. */
  boolean damaged(Fence fence, DueCopy due, Damage damage) {
    return jdbi.inTransaction(
        handle -> {
          Update update = handle.createUpdate(DAMAGED).bind("damage", damage);
          boolean written = write(update, fence, due);
          if (written && !due.copy().damage().equals(Optional.of(damage))) {
            tell(handle, due.copy(), "ARTIFACT_" + damage, sentence(damage));
          }
          return written;
        });
  }

  private static boolean write(Update update, Fence fence, DueCopy due) {
    return due.copy()
            .place()
            .bind(update)
            .bindMethods("fence", fence)
            .bind("createdAt", due.copy().createdAt())
            .bind("restoredAt", due.restoredAt())
            .execute()
        > 0;
  }

  private static String sentence(Damage damage) {
    return damage == Damage.CORRUPT
        ? "Its copy in %s has other bytes than were stored and is not served any more."
        : "Its copy in %s is gone from the backend.";
  }

  private void tell(Handle handle, Artifact copy, String action, String sentence) {
    String backend =
        handle
            .createQuery("select name from cas_backend where id = :id")
            .bind("id", copy.backendId())
            .mapTo(String.class)
            .one();
    var event =
        new AuditEvent(
            Optional.of(copy.organizationId()),
            ACTOR,
            action,
            copy.digest().toString(),
            sentence.formatted(backend));
    audit.record(handle, event);
    LOG.log(
        action.equals("ARTIFACT_RECOVERED") ? INFO : WARNING,
        () ->
            "%s: organization %s, %s: %s"
                .formatted(action, copy.organizationId(), copy.digest(), event.detail()));
  }
}

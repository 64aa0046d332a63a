package org.castellan.credential;

import java.util.List;
import java.util.Optional;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Has all stored credentials encrypted with the primary key of this replica's keyset, in the
 * background, by whichever replicas have that primary key. Thread-safe.
 */
public final class KeyRotation {

  // One that is under way to the same key goes on.
  private static final String ASK =
      """
      insert into credential_rotation (key, asked_by) values (:key, :actor)
      on conflict (only_one) do update
         set key = excluded.key, asked_at = excluded.asked_at, asked_by = excluded.asked_by,
             reached = excluded.reached, unreadable = 0, finished_at = null
       where credential_rotation.finished_at is not null or credential_rotation.key <> excluded.key
      """;

  private static final String PROGRESS =
      """
      select r.key, r.asked_at, r.asked_by, r.unreadable, r.finished_at,
             count(c.id) as total,
             count(c.id) filter (
               where encode(substring(c.ciphertext from 1 for 5), 'hex') = r.key) as done
        from (select coalesce(max(key), :primary) as key, max(asked_at) as asked_at,
                     max(asked_by) as asked_by, coalesce(max(unreadable), 0) as unreadable,
                     max(finished_at) as finished_at
                from credential_rotation) r
        left join credential c on true
       group by r.key, r.asked_at, r.asked_by, r.unreadable, r.finished_at
      """;

  private static final RowMapper<RotationProgress> MAPPER =
      (row, context) ->
          new RotationProgress(
              new KeyName(row.getString("key")),
              row.getLong("total"),
              row.getLong("done"),
              row.getLong("unreadable"),
              Optional.ofNullable(row.getTimestamp("asked_at")).map(java.sql.Timestamp::toInstant),
              Optional.ofNullable(row.getString("asked_by")),
              Optional.ofNullable(row.getTimestamp("finished_at"))
                  .map(java.sql.Timestamp::toInstant));

  private final Jdbi jdbi;
  private final Keyring keyring;
  private final AuditLog audit;
  private final KeyReports reports;

  /**
   * @param node this replica's id
   */
  public KeyRotation(Jdbi jdbi, Keyring keyring, AuditLog audit, String node) {
    this.jdbi = jdbi;
    this.keyring = keyring;
    this.audit = audit;
    this.reports = new KeyReports(jdbi, node);
  }

  /**
   * Asks for a rotation to this replica's primary key; one that is under way to another key ends.
   *
   * @param nodes the replicas that run: each must have told that it has the key
   */
  public RotationAnswer ask(String actor, List<String> nodes) {
    KeyName primary = keyring.primary();
    List<String> lacking = reports.lacking(primary, nodes);
    if (!lacking.isEmpty()) {
      return new RotationAnswer.KeyMissing(primary, lacking);
    }
    jdbi.useTransaction(handle -> ask(handle, actor));
    return new RotationAnswer.Asked(progress());
  }

  private void ask(Handle handle, String actor) {
    String key = keyring.primary().prefix();
    int begun = handle.createUpdate(ASK).bind("key", key).bind("actor", actor).execute();
    if (begun == 1) {
      audit.record(
          handle,
          new AuditEvent(
              Optional.empty(),
              actor,
              "CREDENTIAL_ROTATION_ASKED",
              keyring.primary().toString(),
              "It is to encrypt all stored credentials."));
    }
  }

  public RotationProgress progress() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PROGRESS)
                .bind("primary", keyring.primary().prefix())
                .map(MAPPER)
                .one());
  }

  /**
   * Makes sure that this replica is no stranger among those that run: with a keyset that cannot
   * read what theirs can, it would find their backends unreadable.
   *
   * @param nodes the others
   * @throws KeysetException with a sentence that says what to do
   */
  public void requireKeysOf(List<String> nodes) {
    List<String> readers = reports.readingMoreThan(keyring.keys(), nodes);
    if (!readers.isEmpty()) {
      throw new KeysetException(
          "Stored credentials are encrypted with a key that this replica's CASTELLAN_ENCRYPTION_KEYSET"
              + " lacks and that of %s has: give this replica the same keyset."
                  .formatted(String.join(", ", readers)));
    }
  }
}

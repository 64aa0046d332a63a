package org.castellan.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Does a rotation, some credentials at a time and by one replica at a time in the cluster: each
 * step is one transaction that holds the rotation's row, so that a replica which dies leaves
 * nothing half done and any other goes on. Thread-safe.
 */
final class Reencryption {

  // Mostly there is none, and then this is all that is asked.
  private static final String IS_ASKED =
      """
      select exists (
        select 1 from credential_rotation where finished_at is null and key = :key)
      """;

  // Only for replicas whose primary key it is; whoever comes second leaves it to the first.
  private static final String TAKE =
      """
      select reached, unreadable from credential_rotation
       where finished_at is null and key = :key
         for update skip locked
      """;

  // A row that somebody else has in hand is about to go; the next pass sees whether it did.
  private static final String NEXT =
      """
      select id, ciphertext from credential
       where id > :reached and encode(substring(ciphertext from 1 for 5), 'hex') <> :key
       order by id limit :most
         for no key update skip locked
      """;

  private static final String REPLACE =
      "update credential set ciphertext = :newer where id = :id and ciphertext = :former";

  private static final String ADVANCE =
      "update credential_rotation set reached = :reached, unreadable = unreadable + :unreadable";

  private static final String LEFT =
      """
      select count(*) from credential
       where encode(substring(ciphertext from 1 for 5), 'hex') <> :key
      """;

  private static final String AGAIN =
      "update credential_rotation set reached = default, unreadable = 0";

  private static final String FINISH =
      "update credential_rotation set finished_at = clock_timestamp()";

  /** A pass over all credentials, as far as it is. */
  record Pass(UUID reached, long unreadable) {}

  private final Jdbi jdbi;
  private final CredentialVault vault;
  private final KeyName primary;
  private final AuditLog audit;
  private final int most;

  /**
   * @param most credentials in one step
   */
  Reencryption(Jdbi jdbi, CredentialVault vault, KeyName primary, AuditLog audit, int most) {
    this.jdbi = jdbi;
    this.vault = vault;
    this.primary = primary;
    this.audit = audit;
    this.most = most;
  }

  /**
   * Takes the next step of the rotation to this replica's primary key, if one is under way and no
   * other replica is at it.
   *
   * @return whether there is more to do now
   */
  boolean step() {
    return isAsked()
        && jdbi.inTransaction(
            handle -> taken(handle).map(pass -> step(handle, pass)).orElse(false));
  }

  private boolean isAsked() {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(IS_ASKED).bind("key", primary.prefix()).mapTo(boolean.class).one());
  }

  private Optional<Pass> taken(Handle handle) {
    return handle
        .createQuery(TAKE)
        .bind("key", primary.prefix())
        .map(ConstructorMapper.of(Pass.class))
        .findOne();
  }

  private boolean step(Handle handle, Pass pass) {
    List<Map.Entry<UUID, byte[]>> next = next(handle, pass);
    if (next.isEmpty()) {
      end(handle, pass);
      return false;
    }
    long unreadable =
        next.stream()
            .filter(stored -> !reencrypted(handle, stored.getKey(), stored.getValue()))
            .count();
    handle
        .createUpdate(ADVANCE)
        .bind("reached", next.get(next.size() - 1).getKey())
        .bind("unreadable", unreadable)
        .execute();
    return true;
  }

  private List<Map.Entry<UUID, byte[]>> next(Handle handle, Pass pass) {
    return handle
        .createQuery(NEXT)
        .bind("reached", pass.reached())
        .bind("key", primary.prefix())
        .bind("most", most)
        .map(
            (row, context) ->
                Map.entry(row.getObject("id", UUID.class), row.getBytes("ciphertext")))
        .list();
  }

  /** False when no key decrypts it: it stays as it is. */
  private boolean reencrypted(Handle handle, UUID id, byte[] former) {
    Optional<byte[]> newer = vault.reencrypt(id, former);
    newer.ifPresent(
        ciphertext ->
            handle
                .createUpdate(REPLACE)
                .bind("id", id)
                .bind("former", former)
                .bind("newer", ciphertext)
                .execute());
    return newer.isPresent();
  }

  /**
   * More left than nobody can read: a replica still wrote with another key, or had some in hand.
   */
  private void end(Handle handle, Pass pass) {
    long left = handle.createQuery(LEFT).bind("key", primary.prefix()).mapTo(long.class).one();
    if (left > pass.unreadable()) {
      handle.execute(AGAIN);
      return;
    }
    handle.execute(FINISH);
    String detail =
        left == 0
            ? "It has encrypted all stored credentials."
            : "It has encrypted all stored credentials but %d that no key decrypts."
                .formatted(left);
    audit.record(
        handle,
        new AuditEvent(
            Optional.empty(),
            "castellan",
            "CREDENTIAL_ROTATION_FINISHED",
            primary.toString(),
            detail));
  }
}

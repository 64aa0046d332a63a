package org.castellan.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Does a rotation, some credentials at a time and by one replica at a time in the cluster: each
 * step is one transaction that holds the rotation's row, so that a replica which dies leaves
 * nothing half done and any other goes on. Thread-safe.
 */
final class Reencryption {

  private final Jdbi jdbi;
  private final RotationTable table;
  private final CredentialVault vault;
  private final KeyName primary;
  private final AuditLog audit;
  private final int most;

  /**
   * @param most credentials in one step
   */
  Reencryption(Jdbi jdbi, CredentialVault vault, KeyName primary, AuditLog audit, int most) {
    this.jdbi = jdbi;
    this.table = new RotationTable(primary);
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
    return jdbi.withHandle(table::isAsked)
        && jdbi.inTransaction(
            handle -> table.take(handle).map(pass -> step(handle, pass)).orElse(false));
  }

  private boolean step(Handle handle, RotationTable.Pass pass) {
    List<Map.Entry<UUID, byte[]>> next = table.next(handle, pass, most);
    if (next.isEmpty()) {
      end(handle, pass);
      return false;
    }
    long unreadable =
        next.stream()
            .filter(stored -> !reencrypted(handle, stored.getKey(), stored.getValue()))
            .count();
    table.advance(handle, next.get(next.size() - 1).getKey(), unreadable);
    return true;
  }

  /** False when no key decrypts it: it stays as it is. */
  private boolean reencrypted(Handle handle, UUID id, byte[] former) {
    Optional<byte[]> newer = vault.reencrypt(id, former);
    newer.ifPresent(ciphertext -> table.replace(handle, id, former, ciphertext));
    return newer.isPresent();
  }

  /**
   * More left than nobody can read: a replica still wrote with another key, or had some in hand.
   */
  private void end(Handle handle, RotationTable.Pass pass) {
    long left = table.left(handle);
    if (left > pass.unreadable()) {
      table.beginAgain(handle);
      return;
    }
    table.finish(handle);
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

package org.castellan.artifact;

import java.util.UUID;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Jdbi;

/** Takes artifacts out of the record. Thread-safe. */
public final class Deletions {

  private final Records records;

  public Deletions(Jdbi jdbi, AuditLog audit) {
    this.records = new Records(jdbi, audit);
  }

  /**
   * The artifact is gone and its bytes no longer count for the quota; the backends' objects go in
   * the background, see {@link Upkeep}.
   *
   * @return false when the record has no such artifact
   */
  public boolean delete(UUID organizationId, Digest digest, String actor) {
    return records.delete(organizationId, digest, actor);
  }
}

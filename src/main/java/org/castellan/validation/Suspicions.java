package org.castellan.validation;

import static java.lang.System.Logger.Level.INFO;

import org.castellan.backend.BackendStatus;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * Keeps a replica that is cut off or overloaded from declaring healthy backends {@code INVALID}
 * outside a tick: that a so-far-{@code OK} backend could not be reached is only noted, until
 * another replica finds the same. Thread-safe.
 */
final class Suspicions {

  private static final System.Logger LOG = System.getLogger(Suspicions.class.getName());

  private static final String SHARED =
      """
      select coalesce(suspected_by <> :node, false) from cas_backend where id = :id
      """;

  private static final String NOTE =
      """
      with suspected as (
        update cas_backend
           set suspected_by = :node, suspected_at = clock_timestamp(),
               claim_expires_at = null, claimed_by = null
         where id = :id and claim = :claim and credential_id = :credential
        returning id, suspected_at)
      """
          + FindingColumns.ENTER.formatted("suspected_at", new Due.Always().tick(), "suspected");

  private final Jdbi jdbi;
  private final ThisReplica replica;

  Suspicions(Jdbi jdbi, ThisReplica replica) {
    this.jdbi = jdbi;
    this.replica = replica;
  }

  /** Whether the finding counts: nobody else could look, or somebody else found the same. */
  boolean believes(Examined examined) {
    return !examined.suspicious() || !replica.hasPeers().getAsBoolean() || shared(examined.claim());
  }

  /**
   * Enters the finding into the history and leaves the status as it is.
   *
   * @return whether the claim still stood; else nothing was written
   */
  boolean note(Examined examined) {
    Claim claim = examined.claim();
    boolean noted = jdbi.withHandle(handle -> bound(handle.createUpdate(NOTE), examined)) == 1;
    if (noted) {
      LOG.log(INFO, () -> words(claim, examined.finding()));
    }
    return noted;
  }

  private boolean shared(Claim claim) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SHARED)
                .bind("node", replica.node())
                .bind("id", claim.backend().id())
                .mapTo(boolean.class)
                .findOne()
                .orElse(false));
  }

  private int bound(Update update, Examined examined) {
    FindingColumns.bindClaim(update, examined.claim(), replica.node());
    FindingColumns.bind(update, examined.finding(), BackendStatus.OK);
    return update.execute();
  }

  private String words(Claim claim, Finding finding) {
    return "%s: backend %s could not be reached from here (%s): stays OK until another replica agrees"
        .formatted(
            replica.node(), claim.backend().id(), finding.failure().orElseThrow().errorClass());
  }
}

package org.castellan.artifact;

import org.castellan.storage.ErrorClass;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Objects that may be at a provider though no record needs them. One replica at a time has an
 * object in hand, and no upload to it begins meanwhile. Thread-safe.
 */
final class Removals {

  /** What may become of the wish to have an object in hand. */
  sealed interface Claim {

    /**
     * The object may be removed now.
     *
     * @param attempt which one, from 1
     */
    record Taken(int attempt) implements Claim {}

    /** There is nothing to remove: a record needs the object, or it is gone. */
    record Settled() implements Claim {}

    /** An upload to it is under way, or another replica has it in hand. */
    record NotNow() implements Claim {}
  }

  /** Asks for the removal of the copies that the inserted part names. */
  static final String ASK =
      """
      insert into artifact_removal (organization_id, digest, backend_id)
      %s
      on conflict (organization_id, digest, backend_id) do update set due_at = now()
      """;

  // Two backends of an organization may be the same place at the same provider.
  private static final String SAME_OBJECT =
      """
      select exists (
        select from %s r
          join cas_backend other on other.id = r.backend_id
          join cas_backend this on this.id = :backend
         where r.organization_id = :organization and r.digest = :digest
           and other.provider = this.provider and other.location = this.location
           and %s)
      """;
  private static final String NEEDED = SAME_OBJECT.formatted("artifact", "true");
  private static final String WRITTEN = SAME_OBJECT.formatted("artifact_upload", "true");

  /** Whether an object of the same key is being removed at the same place. */
  static final String IN_HAND =
      SAME_OBJECT.formatted("artifact_removal", "r.taken_until > clock_timestamp()");

  /** Which rows no replica has in hand. */
  static final String FREE = "(taken_until is null or taken_until < clock_timestamp())";

  // Far longer than an attempt takes, so that none is under way when another replica begins one.
  private static final String TAKE =
      """
      update artifact_removal
         set taken_until = clock_timestamp() + interval '1 minute', attempts = attempts + 1
       where %s and %s
      returning attempts
      """
          .formatted(Copy.THIS, FREE);
  private static final String TAKE_DAMAGED =
      """
      insert into artifact_removal
        (organization_id, digest, backend_id, taken_until, attempts)
      values (:organization, :digest, :backend, clock_timestamp() + interval '1 minute', 1)
      on conflict (organization_id, digest, backend_id) do update
        set taken_until = excluded.taken_until, attempts = artifact_removal.attempts + 1
      returning attempts
      """;
  private static final String DAMAGED =
      "select exists (select from artifact where damage is not null and %s)".formatted(Copy.THIS);
  private static final String SETTLE = "delete from artifact_removal where " + Copy.THIS;
  private static final String DONE = SETTLE + " and attempts = :attempt";
  private static final String POSTPONE =
      "update artifact_removal set due_at = now() + interval '1 minute' where " + Copy.THIS;
  private static final String FAILED =
      """
      update artifact_removal
         set taken_until = null, error_class = :error,
             due_at = now() + least(interval '6 hours', interval '1 minute' * power(2, least(attempts - 1, 9)))
       where %s and attempts = :attempt
      """
          .formatted(Copy.THIS);

  private final Jdbi jdbi;

  Removals(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Claim claim(Copy copy) {
    return jdbi.inTransaction(handle -> claim(handle, copy));
  }

  private static Claim claim(Handle handle, Copy copy) {
    if (!OrganizationLock.take(handle, copy.organizationId())) {
      return new Claim.Settled();
    }
    if (is(handle, NEEDED, copy)) {
      copy.bind(handle.createUpdate(SETTLE)).execute();
      return new Claim.Settled();
    }
    if (is(handle, WRITTEN, copy) || is(handle, IN_HAND, copy)) {
      copy.bind(handle.createUpdate(POSTPONE)).execute();
      return new Claim.NotNow();
    }
    return copy.bind(handle.createQuery(TAKE))
        .mapTo(Integer.class)
        .findOne()
        .<Claim>map(Claim.Taken::new)
        .orElseGet(Claim.Settled::new);
  }

  /** The same for the object of a copy that stays on record, as long as it is damaged there. */
  Claim claimDamaged(Copy copy) {
    return jdbi.inTransaction(handle -> claimDamaged(handle, copy));
  }

  private static Claim claimDamaged(Handle handle, Copy copy) {
    if (!OrganizationLock.take(handle, copy.organizationId()) || !is(handle, DAMAGED, copy)) {
      return new Claim.Settled();
    }
    return is(handle, WRITTEN, copy) || is(handle, IN_HAND, copy)
        ? new Claim.NotNow()
        : new Claim.Taken(copy.bind(handle.createQuery(TAKE_DAMAGED)).mapTo(Integer.class).one());
  }

  void done(Copy copy, int attempt) {
    jdbi.useHandle(
        handle -> copy.bind(handle.createUpdate(DONE)).bind("attempt", attempt).execute());
  }

  /** It is due again later, the later the more often it failed. */
  void failed(Copy copy, int attempt, ErrorClass error) {
    jdbi.useHandle(
        handle ->
            copy.bind(handle.createUpdate(FAILED))
                .bind("attempt", attempt)
                .bind("error", error.name())
                .execute());
  }

  private static boolean is(Handle handle, String question, Copy copy) {
    return copy.bind(handle.createQuery(question)).mapTo(Boolean.class).one();
  }
}

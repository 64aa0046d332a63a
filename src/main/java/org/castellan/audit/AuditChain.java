package org.castellan.audit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.castellan.audit.Verdict.Checkpoint;
import org.castellan.audit.Verdict.Intact;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Events sealed one after the other, so that none can be changed, deleted or put between afterwards
 * unnoticed. The database's own functions seal and forget; they may be called from any replica at
 * any time, and one at a time does something. Thread-safe.
 */
public final class AuditChain {

  /** How long events are kept at least: the database refuses less. */
  public static final Duration LEAST_AGE = Duration.ofDays(30);

  private static final int EVENTS_IN_A_SEAL = 500;
  private static final int SEALS_AT_ONCE = 10;

  private static final String SEALS =
      """
      select number, first_event, last_event, sealed_at, encode(previous, 'hex') as previous,
             encode(content, 'hex') as content, encode(digest, 'hex') as digest, events
        from audit_seal where number > :number order by number limit :limit
      """;

  private static final String EVENTS =
      """
      select number, id, at, organization_id, actor, action, subject, detail, node, address
        from audit_event where number > :after and number <= :last order by number limit :limit
      """;

  private static final String STRAYS =
      "select min(number) from audit_event where number < 1 or number > :last";

  private static final String NEWEST = "select coalesce(max(last_event), 0) from audit_seal";

  private final Jdbi jdbi;

  public AuditChain(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Seals the oldest events that are not, and says how many: none when there are none. */
  public int seal() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select seal_audit_events(:most)")
                .bind("most", EVENTS_IN_A_SEAL)
                .mapTo(Integer.class)
                .one());
  }

  /**
   * Deletes the oldest events that were sealed together, and says how many: none when the oldest
   * are younger. Their seal stays.
   *
   * @param age at least {@link #LEAST_AGE}
   */
  public int forget(Duration age) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select forget_audit_events(:seconds * interval '1 second')")
                .bind("seconds", age.toSeconds())
                .mapTo(Integer.class)
                .one());
  }

  /** The number of the newest sealed event; 0 when there is none. */
  public long newest() {
    return jdbi.withHandle(handle -> handle.createQuery(NEWEST).mapTo(Long.class).one());
  }

  /**
   * Sealed events with higher numbers, lowest first. Nothing ever appears below a number that was
   * read before.
   *
   * @param limit at least 1
   */
  public List<SealedEvent> after(long number, int limit) {
    return jdbi.withHandle(handle -> events(handle, number, Long.MAX_VALUE, limit));
  }

  /**
   * Reads all of the chain, some links at a time, and holds no connection in between.
   *
   * @param kept an end that the chain had and still has to have
   */
  public Verdict verify(Optional<Checkpoint> kept) {
    var walk = new ChainWalk(kept);
    while (jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, it -> step(it, walk))) {
      // There is more.
    }
    return walk.broken().<Verdict>map(it -> it).orElseGet(() -> intact(walk));
  }

  /** Whether there is more to look at. */
  private static boolean step(Handle handle, ChainWalk walk) {
    List<Seal> seals = seals(handle, walk.seal());
    for (Seal seal : seals) {
      walk.next(seal, events(handle, seal.first() - 1, seal.last(), EVENTS_IN_A_SEAL + 1));
      if (walk.broken().isPresent()) {
        return false;
      }
    }
    if (seals.size() == SEALS_AT_ONCE) {
      return true;
    }
    walk.end(stray(handle, walk.event()));
    return false;
  }

  private Intact intact(ChainWalk walk) {
    long unsealed =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select count(1) from audit_event where number is null")
                    .mapTo(Long.class)
                    .one());
    return walk.intact(unsealed);
  }

  private static List<Seal> seals(Handle handle, long after) {
    return handle
        .createQuery(SEALS)
        .bind("number", after)
        .bind("limit", SEALS_AT_ONCE)
        .map(Seal::read)
        .list();
  }

  private static List<SealedEvent> events(Handle handle, long after, long last, int limit) {
    return handle
        .createQuery(EVENTS)
        .bind("after", after)
        .bind("last", last)
        .bind("limit", limit)
        .map(SealedEvent::read)
        .list();
  }

  /** The number of an event that has one though no seal tells of it. */
  private static Optional<Long> stray(Handle handle, long last) {
    return handle.createQuery(STRAYS).bind("last", last).mapTo(Long.class).findOne();
  }
}

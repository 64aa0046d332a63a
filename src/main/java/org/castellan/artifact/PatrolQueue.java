package org.castellan.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.castellan.schedule.Tick;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Which copies the patrol looks at, and what it has done of a tick. Thread-safe. */
final class PatrolQueue {

  /**
   * What all runs of a tick have done so far, the ones of replicas that died included.
   *
   * @param copies of which a finding is on record
   * @param bytes of those
   */
  record Done(int copies, long bytes) {}

  private static final String LAST_LOOK =
      "coalesce(greatest(a.verified_at, a.patrolled_at), a.created_at)";

  // What lies on a backend that is invalid cannot be read now; what is purged need not be.
  private static final String DUE =
      "select "
          + Records.COLUMNS
          + """
      , a.restored_at, b.host
        from artifact a join cas_backend b on b.id = a.backend_id
       where b.status = 'OK'
         and not exists (
           select from organization_purge p where p.organization_id = a.organization_id)
      """;

  private static final String OLDEST =
      DUE
          + " and a.damage is null and "
          + LAST_LOOK
          + " < now() - :rest * interval '1 millisecond' order by "
          + LAST_LOOK
          + " limit :limit";

  private static final String DAMAGED =
      DUE
          + """
      and a.damage is not null and (a.patrolled_at is null or a.patrolled_at < :tick)
       order by a.patrolled_at nulls first limit :limit
      """;

  private static final String THIS =
      DUE
          + " and a.organization_id = :organization and a.digest = :digest"
          + " and a.backend_id = :backend";

  private static final String DONE =
      """
      select count(digest) as copies, coalesce(sum(size), 0) as bytes
        from artifact where patrolled_at >= :tick
      """;

  private static final String COUNTS =
      """
      select count(a.digest) as copies,
             count(a.digest) filter (where %1$s < now() - :age * interval '1 millisecond') as older
        from artifact a
      """
          .formatted(LAST_LOOK);

  private record Counted(long copies, int older) {}

  private final Jdbi jdbi;
  private final PatrolSettings settings;

  PatrolQueue(Jdbi jdbi, PatrolSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  Done done(Tick tick) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DONE)
                .bind("tick", tick.instant())
                .map((row, context) -> new Done(row.getInt("copies"), row.getLong("bytes")))
                .one());
  }

  /** This tick's sample, or what is left of it: what was looked at longest ago comes first. */
  List<DueCopy> sample(Done done) {
    Counted counted = counted(settings.urgent().toMillis());
    long share = settings.share(counted.copies()) - done.copies();
    long limit = Math.min(Math.max(share, counted.older()), settings.maxCopies() - done.copies());
    return limit < 1
        ? List.of()
        : within(
            settings.maxBytes() - done.bytes(),
            list(
                OLDEST,
                query -> query.bind("rest", settings.rest().toMillis()).bind("limit", limit)));
  }

  /** Copies that were found damaged before the tick: those may have been seen to. */
  List<DueCopy> damaged(Tick tick, Done done) {
    int limit = settings.maxCopies() - done.copies();
    return limit < 1
        ? List.of()
        : within(
            settings.maxBytes() - done.bytes(),
            list(DAMAGED, query -> query.bind("tick", tick.instant()).bind("limit", limit)));
  }

  /** The copy as it is on record now; empty when it is not there, or cannot be read now. */
  Optional<DueCopy> find(Copy copy) {
    return list(THIS, copy::bind).stream().findFirst();
  }

  /** How many were not looked at for longer than they should, whatever the reason. */
  int overdue() {
    return counted(settings.period().toMillis()).older();
  }

  private Counted counted(long ageMillis) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(COUNTS)
                .bind("age", ageMillis)
                .map((row, context) -> new Counted(row.getLong("copies"), row.getInt("older")))
                .one());
  }

  /** As many as fit; one that is larger than all of a tick goes alone. */
  private List<DueCopy> within(long bytes, List<DueCopy> copies) {
    List<DueCopy> fitting = new ArrayList<>();
    long left = bytes;
    for (DueCopy due : copies) {
      boolean alone = fitting.isEmpty() && bytes == settings.maxBytes();
      if (due.copy().size() > left && !alone) {
        return fitting;
      }
      left -= due.copy().size();
      fitting.add(due);
    }
    return fitting;
  }

  private List<DueCopy> list(String statement, java.util.function.UnaryOperator<Query> binding) {
    return jdbi.withHandle(
        handle -> binding.apply(handle.createQuery(statement)).map(PatrolQueue::due).list());
  }

  private static DueCopy due(ResultSet row, StatementContext context) throws SQLException {
    return new DueCopy(
        Records.artifact(row, context),
        row.getString("host"),
        Optional.ofNullable(row.getTimestamp("restored_at")).map(Timestamp::toInstant));
  }
}

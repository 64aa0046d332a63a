package org.castellan.schedule;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** How long ago each checker's last tick was done. Thread-safe. */
public final class TickAges {

  private static final String AGES =
      "with "
          + Sql.GRID
          + """
          select r.whole as scope, r.interval_ms, r.paused,
                 max(greatest(0, extract(epoch from
                   r.now - coalesce(done.finished_at, first.began, r.now)) * 1000)) as since_ms
            from rule r
            left join lateral (
              select finished_at from tick
               where scope = r.scope and state in ('DONE', 'CAPPED')
               order by instant desc limit 1) done on true
            left join lateral (
              select coalesce(started_at, instant) as began from tick
               where scope = r.scope order by instant limit 1) first on true
           where r.present
           group by r.whole, r.interval_ms, r.paused
           order by r.whole
          """;

  private final Sql sql;

  public TickAges(Jdbi jdbi) {
    this.sql = new Sql(jdbi);
  }

  /**
   * One query, for all checkers.
   *
   * @throws ScheduleException when the database does not answer
   */
  public List<TickAge> read() {
    return sql.ask(
        "ask when the last ticks were done",
        handle ->
            handle
                .createQuery(AGES)
                .map(
                    row ->
                        new TickAge(
                            Rows.text(row, "scope"),
                            Rows.millis(row, "interval_ms"),
                            row.getColumn("paused", Boolean.class),
                            Rows.millis(row, "since_ms")))
                .list());
  }
}

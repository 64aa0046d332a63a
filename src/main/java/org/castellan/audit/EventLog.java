package org.castellan.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/**
 * The store of what the event stream tells. The schema's triggers write it, without a number;
 * whoever reads gives the numbers, to committed rows only and under a lock, so that nothing ever
 * appears below a number that was read before. Holds no connection between calls. Thread-safe.
 */
public final class EventLog {

  private static final String AFTER =
      """
      select number, at, kind, organization_id, cast(detail as text) as detail from (
        (select number, at, kind, organization_id, detail from event
          where number > :after order by number limit :limit)
        union all
        (select null, null, null, null, null from event where number is null limit 1)) e
       order by number nulls last
      """;

  private static final String EXTENT =
      """
      select coalesce((select max(number) from event),
                      (select case when is_called then last_value else last_value - 1 end
                         from event_number)) as newest,
             (select min(number) from event) as oldest
      """;

  /** Always the lowest numbers, so that what is left has no gap. */
  private static final String FORGET =
      """
      delete from event where number in (
        select number from event
         where number < coalesce((select min(number) from event
                                   where at >= clock_timestamp() - :age * interval '1 millisecond'),
                                 (select max(number) + 1 from event))
         order by number limit :limit)
      """;

  private final Jdbi jdbi;

  public EventLog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Events with higher numbers, lowest first. One light query when there is nothing new.
   *
   * @param limit at least 1
   */
  public List<Event> after(long number, int limit) {
    return jdbi.withHandle(
        handle -> {
          Read first = read(handle, number, limit);
          if (!first.unnumbered() || first.events().size() == limit) {
            return first.events();
          }
          EventNumbers.give(handle);
          return read(handle, number, limit).events();
        });
  }

  /** What the stream holds now, with everything that was committed before the call. */
  public EventExtent extent() {
    return jdbi.withHandle(
        handle -> {
          EventNumbers.giveAll(handle);
          return handle
              .createQuery(EXTENT)
              .map(
                  row ->
                      new EventExtent(
                          Optional.ofNullable(row.getColumn("oldest", Long.class)),
                          row.getColumn("newest", Long.class)))
              .one();
        });
  }

  /**
   * Deletes the oldest events.
   *
   * @param age how long ago they happened at least
   * @param limit how many at once
   * @return how many were deleted
   */
  public int forget(Duration age, int limit) {
    return jdbi.withHandle(
        handle -> {
          EventNumbers.give(handle);
          return handle
              .createUpdate(FORGET)
              .bind("age", age.toMillis())
              .bind("limit", limit)
              .execute();
        });
  }

  private static Read read(Handle handle, long after, int limit) {
    List<Event> events = new ArrayList<>();
    boolean unnumbered = false;
    var rows =
        handle
            .createQuery(AFTER)
            .bind("after", after)
            .bind("limit", limit)
            .map(EventLog::event)
            .list();
    for (Optional<Event> row : rows) {
      row.ifPresent(events::add);
      unnumbered |= row.isEmpty();
    }
    return new Read(events, unnumbered);
  }

  private static Optional<Event> event(RowView row) {
    return Optional.ofNullable(row.getColumn("number", Long.class))
        .map(
            number ->
                new Event(
                    number,
                    row.getColumn("at", Instant.class),
                    Event.Kind.valueOf(row.getColumn("kind", String.class)),
                    Optional.ofNullable(row.getColumn("organization_id", UUID.class)),
                    row.getColumn("detail", String.class)));
  }

  /**
   * @param unnumbered whether there were events that have no number yet
   */
  private record Read(List<Event> events, boolean unnumbered) {}
}

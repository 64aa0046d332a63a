package org.castellan.backend;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** How many live backends there are in all organizations. Thread-safe. */
public final class BackendTotals {

  private final Jdbi jdbi;

  public BackendTotals(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** One query. What there is none of is absent. */
  public List<Total> read() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select provider, status,
                           case when is_default then 'DEFAULT' when is_fallback then 'FALLBACK'
                                else 'NONE' end as seat,
                           count(*) as backends
                      from cas_backend where deleted_at is null
                     group by provider, status, seat
                    """)
                .map(
                    row ->
                        new Total(
                            row.getColumn("provider", String.class),
                            BackendStatus.valueOf(row.getColumn("status", String.class)),
                            row.getColumn("seat", String.class),
                            row.getColumn("backends", Long.class)))
                .list());
  }

  /**
   * Of one kind of storage.
   *
   * @param seat what they are to their organizations: {@code DEFAULT}, {@code FALLBACK} or {@code
   *     NONE} of these
   */
  public record Total(String provider, BackendStatus status, String seat, long backends) {}
}

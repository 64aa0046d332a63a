package org.castellan.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * A part of a list that is sorted newest first.
 *
 * @param next what to ask for to get the next part; empty when this is the last
 */
public record Page<T>(List<T> items, Optional<PageKey> next) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Reads a page of at most {@code limit} rows.
   *
   * @param query takes rows older than {@code (:at, :id)}, newest first, and at most {@code :rows}
   * @param after where the page before ended; empty for the first
   * @param limit at least 1
   */
  public static <T> Page<T> read(
      Query query,
      Optional<PageKey> after,
      int limit,
      RowMapper<T> mapper,
      Function<T, PageKey> key) {
    PageKey start = PageKey.orNewest(after);
    query.bind("at", start.at()).bind("id", start.id()).bind("rows", limit + 1);
    return of(query.map(mapper).list(), limit, key);
  }

  /**
   * A page of at most {@code limit} of the rows.
   *
   * @param rows one more than {@code limit} when there are more
   */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, PageKey> key) {
    if (rows.size() <= limit) {
      return new Page<>(rows, Optional.empty());
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, Optional.of(key.apply(items.get(limit - 1))));
  }
}

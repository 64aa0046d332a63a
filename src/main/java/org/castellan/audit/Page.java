package org.castellan.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

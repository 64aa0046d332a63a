package org.castellan.web.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.castellan.audit.Event;

/**
 * The newest events, without a gap: what all readers that keep up are served from.
 *
 * @param from events with higher numbers are here
 * @param to the number of the newest; nothing is known of higher ones
 */
record Recent(long from, long to, List<Event> events) {

  static final int MOST = 1000;

  static Recent none(long number) {
    return new Recent(number, number, List.of());
  }

  /** With those that come next, and without the oldest when there are too many. */
  Recent and(List<Event> next) {
    if (next.isEmpty()) {
      return this;
    }
    List<Event> all = new ArrayList<>(events);
    all.addAll(next);
    int surplus = Math.max(0, all.size() - MOST);
    long newFrom = surplus == 0 ? from : all.get(surplus - 1).number();
    List<Event> kept = List.copyOf(all.subList(surplus, all.size()));
    return new Recent(newFrom, kept.get(kept.size() - 1).number(), kept);
  }

  /** What comes after a number; empty when that goes back too far to be known here. */
  Optional<List<Event>> after(long number) {
    return number < from
        ? Optional.empty()
        : Optional.of(events.stream().filter(event -> event.number() > number).toList());
  }
}

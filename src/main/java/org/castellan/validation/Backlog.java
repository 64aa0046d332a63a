package org.castellan.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.castellan.backend.ScopedBackend;

/**
 * What a sweep has not begun, in the order in which it should: by place in the list it was given,
 * passing over hosts that can take no more just now. Not thread-safe.
 */
final class Backlog {

  /** A candidate and its place in the order. */
  record Item(int place, ScopedBackend candidate) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      return Integer.compare(place, other.place);
    }
  }

  private record Deferred(Item item, long nanoTime) implements Comparable<Deferred> {
    @Override
    public int compareTo(Deferred other) {
      return Long.compare(nanoTime - other.nanoTime, 0);
    }
  }

  private final Map<String, PriorityQueue<Item>> byHost = new HashMap<>();
  private final PriorityQueue<Deferred> deferred = new PriorityQueue<>();

  Backlog(List<ScopedBackend> candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      add(new Item(i, candidates.get(i)));
    }
  }

  /** Takes the first item whose host is admitted. */
  Optional<Item> next(Predicate<String> admitted) {
    Optional<Item> first =
        byHost.entrySet().stream()
            .filter(host -> admitted.test(host.getKey()))
            .map(host -> host.getValue().element())
            .min(Item::compareTo);
    first.ifPresent(this::remove);
    return first;
  }

  /** Puts an item back in its place. */
  void add(Item item) {
    byHost.computeIfAbsent(item.candidate().host(), host -> new PriorityQueue<>()).add(item);
  }

  /** Puts an item back later, at a moment of {@link System#nanoTime}. */
  void defer(Item item, long nanoTime) {
    deferred.add(new Deferred(item, nanoTime));
  }

  /** Brings back what was deferred until now. */
  void recall(long nanoTime) {
    List<Item> due = new ArrayList<>();
    while (!deferred.isEmpty() && deferred.element().nanoTime() - nanoTime <= 0) {
      due.add(deferred.remove().item());
    }
    due.forEach(this::add);
  }

  int size() {
    return byHost.values().stream().mapToInt(PriorityQueue::size).sum() + deferred.size();
  }

  boolean isEmpty() {
    return byHost.isEmpty() && deferred.isEmpty();
  }

  private void remove(Item item) {
    String host = item.candidate().host();
    PriorityQueue<Item> items = byHost.getOrDefault(host, new PriorityQueue<>());
    items.remove();
    if (items.isEmpty()) {
      byHost.remove(host);
    }
  }
}

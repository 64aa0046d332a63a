package org.castellan.artifact;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Hands out copies in their order, but no more of one host at once than its bound, so that a slow
 * host holds up no other. Thread-safe.
 */
final class HostTurns {

  private static final long LOOK_AGAIN_MILLIS = 200;

  private record Numbered(int number, DueCopy due) {}

  private final Map<String, Queue<Numbered>> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> busy = new HashMap<>();
  private final Set<UUID> givenUp = new HashSet<>();
  private final int perHost;

  HostTurns(List<DueCopy> copies, int perHost) {
    this.perHost = perHost;
    for (int i = 0; i < copies.size(); i++) {
      DueCopy due = copies.get(i);
      waiting.computeIfAbsent(due.host(), host -> new ArrayDeque<>()).add(new Numbered(i, due));
    }
  }

  /**
   * The next copy, for which there is room; waits for that. Empty when there is none, and soon
   * after the work must stop. Who got one says when it {@link #ended}.
   */
  synchronized Optional<DueCopy> next(BooleanSupplier mustStop) throws InterruptedException {
    Optional<DueCopy> next = take();
    while (next.isEmpty() && !waiting.isEmpty() && !mustStop.getAsBoolean()) {
      wait(LOOK_AGAIN_MILLIS);
      next = take();
    }
    return next;
  }

  synchronized void ended(DueCopy due) {
    busy.merge(due.host(), -1, Integer::sum);
    notifyAll();
  }

  /** No more of this backend. */
  synchronized void giveUp(UUID backend) {
    givenUp.add(backend);
  }

  private Optional<DueCopy> take() {
    waiting.values().forEach(this::skipGivenUp);
    waiting.values().removeIf(Queue::isEmpty);
    Optional<DueCopy> first =
        waiting.entrySet().stream()
            .filter(entry -> busy.getOrDefault(entry.getKey(), 0) < perHost)
            .map(Map.Entry::getValue)
            .min(Comparator.comparingInt(copies -> copies.element().number()))
            .map(copies -> copies.remove().due());
    first.ifPresent(due -> busy.merge(due.host(), 1, Integer::sum));
    return first;
  }

  private void skipGivenUp(Queue<Numbered> copies) {
    while (!copies.isEmpty() && givenUp.contains(copies.element().due().copy().backendId())) {
      copies.remove();
    }
  }
}

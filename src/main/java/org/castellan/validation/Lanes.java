package org.castellan.validation;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts who runs where, so that one dead provider does not delay the others: a bound on what runs
 * in the main lane, a bound on what runs in the slow lane, and a bound per host over both. A host
 * with a call in the slow lane is under suspicion: its further calls start in the slow lane too.
 * Not thread-safe.
 */
final class Lanes {

  enum Lane {
    MAIN,
    SLOW
  }

  private final ValidationSettings bounds;
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Integer> slow = new HashMap<>();
  private int mainUsed;
  private int slowUsed;

  Lanes(ValidationSettings bounds) {
    this.bounds = bounds;
  }

  /** Whether a call to the host may start now. */
  boolean admits(String host) {
    return running.getOrDefault(host, 0) < bounds.perHost() && hasRoom(laneFor(host));
  }

  /** Starts a call; {@link #admits} was true. */
  Lane enter(String host) {
    Lane lane = laneFor(host);
    running.merge(host, 1, Integer::sum);
    add(lane, host, 1);
    return lane;
  }

  /** Whether a call found slow could be moved out of the main lane. */
  boolean moveToSlow(String host) {
    if (!hasRoom(Lane.SLOW)) {
      return false;
    }
    add(Lane.MAIN, host, -1);
    add(Lane.SLOW, host, 1);
    return true;
  }

  void leave(Lane lane, String host) {
    count(running, host, -1);
    add(lane, host, -1);
  }

  /** How many calls are in the slow lane. */
  int slow() {
    return slowUsed;
  }

  private Lane laneFor(String host) {
    return slow.containsKey(host) ? Lane.SLOW : Lane.MAIN;
  }

  private boolean hasRoom(Lane lane) {
    return lane == Lane.MAIN ? mainUsed < bounds.parallelism() : slowUsed < bounds.slowLane();
  }

  private void add(Lane lane, String host, int number) {
    if (lane == Lane.MAIN) {
      mainUsed += number;
    } else {
      slowUsed += number;
      count(slow, host, number);
    }
  }

  /** A host without calls has no entry, so that the maps stay as small as what is running. */
  private static void count(Map<String, Integer> counts, String host, int number) {
    counts.compute(
        host,
        (h, before) -> {
          int after = (before == null ? 0 : before) + number;
          return after == 0 ? null : after;
        });
  }
}

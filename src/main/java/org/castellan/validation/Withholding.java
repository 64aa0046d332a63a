package org.castellan.validation;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a replica whose own network is sick from declaring healthy backends {@code INVALID}. A
 * so-far-{@code OK} backend that could not be reached is held back until another one answers while
 * those that answer are in the majority: then the network works and what was held is true. What is
 * still held at the end of a sweep is doubtful when it is the majority and on several hosts.
 * Thread-safe.
 */
final class Withholding {

  private final List<Examined> held = new ArrayList<>();
  private int answered;
  private int unreachable;

  /**
   * Takes a finding in.
   *
   * @return the findings that are to be recorded now, oldest first
   */
  synchronized List<Examined> settle(Examined examined) {
    if (examined.suspicious()) {
      unreachable++;
      held.add(examined);
      return List.of();
    }
    List<Examined> ready = new ArrayList<>();
    if (examined.wasOk()) {
      answered++;
      if (answered > unreachable) {
        ready.addAll(held);
        held.clear();
      }
    }
    ready.add(examined);
    return ready;
  }

  /** Whether what is held looks like this replica's own fault. */
  synchronized boolean doubtful() {
    return 2 * held.size() > answered + unreachable
        && held.stream().map(it -> it.claim().backend().host()).distinct().count() > 1;
  }

  /** Gives out what is held; it is held no more. */
  synchronized List<Examined> release() {
    List<Examined> all = List.copyOf(held);
    held.clear();
    return all;
  }
}

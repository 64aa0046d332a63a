package org.castellan.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** After declining a tick a replica leaves it to its peers for a while. Thread-safe. */
final class Patience {

  private final long nanos;
  private final Surroundings around;
  private final Map<Tick, Long> declined = new ConcurrentHashMap<>();

  Patience(Duration duration, Surroundings around) {
    this.nanos = duration.toNanos();
    this.around = around;
  }

  void begin(Tick tick) {
    declined.values().removeIf(this::isOver);
    declined.put(tick, around.nanos().getAsLong() + nanos);
  }

  boolean waitsFor(Tick tick) {
    Long until = declined.get(tick);
    return until != null && !isOver(until) && around.hasPeers().getAsBoolean();
  }

  /** Whether it has declined anything lately. */
  boolean isTried() {
    return !declined.isEmpty();
  }

  /** Begins again with whatever was declined: the peers are at work. */
  void renew() {
    declined.replaceAll((tick, until) -> around.nanos().getAsLong() + nanos);
  }

  private boolean isOver(long until) {
    return around.nanos().getAsLong() - until >= 0;
  }
}

package org.castellan.schedule;

import java.time.Duration;
import java.util.Optional;

/** After declining a tick a replica leaves it to its peers for a while. One thread at a time. */
final class Patience {

  private final long nanos;
  private final Surroundings around;
  private Optional<Tick> declined = Optional.empty();
  private long until;

  Patience(Duration duration, Surroundings around) {
    this.nanos = duration.toNanos();
    this.around = around;
  }

  void begin(Tick tick) {
    declined = Optional.of(tick);
    until = around.nanos().getAsLong() + nanos;
  }

  boolean waitsFor(Tick tick) {
    return declined.equals(Optional.of(tick))
        && around.nanos().getAsLong() - until < 0
        && around.hasPeers().getAsBoolean();
  }
}

package org.castellan.schedule;

import java.time.Instant;

/**
 * One occurrence of a checker.
 *
 * @param scope the checker's scope, as in {@code defaults}, or the name of a {@link Shard} of it
 * @param instant on the database's clock: a multiple of the interval, or the moment an
 *     administrator asked for a run
 */
public record Tick(String scope, Instant instant) {

  /** The part of the checker's scope that the tick is about. */
  public Shard shard() {
    return Shard.of(scope);
  }

  /** The tick of the whole scope that this one is part of. */
  Tick whole() {
    return new Tick(shard().scope(), instant);
  }
}

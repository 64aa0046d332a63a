package org.castellan.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps a replica that reads nonsense from condemning copies on its own word (promise 8): as long
 * as a run has found more damage than sound copies, what it found is held back. Thread-safe.
 */
final class Misgivings {

  /** A copy that was found damaged. */
  record Suspect(DueCopy due, Damage damage) {}

  /** With so much held back, the tick is better given away than gone on with. */
  private static final int ENOUGH = 10;

  private final BooleanSupplier trusted;
  private final List<Suspect> held = new ArrayList<>();
  private int sound;
  private int damaged;

  /**
   * @param trusted whether this replica's word is enough: nobody else can look, or somebody else
   *     had misgivings before
   */
  Misgivings(BooleanSupplier trusted) {
    this.trusted = trusted;
  }

  /** A copy was found sound; those that may be condemned now. */
  synchronized List<Suspect> sound() {
    sound++;
    return release();
  }

  /** A copy was found damaged; those that may be condemned now. */
  synchronized List<Suspect> damaged(Suspect suspect) {
    damaged++;
    held.add(suspect);
    return release();
  }

  /** Whether to stop looking. */
  synchronized boolean enough() {
    return held.size() >= ENOUGH;
  }

  /** Those that may be condemned at the end. */
  synchronized List<Suspect> release() {
    if (sound < damaged && !trusted.getAsBoolean()) {
      return List.of();
    }
    List<Suspect> released = List.copyOf(held);
    held.clear();
    return released;
  }

  /** Why another replica shall look; empty when nothing is held back. */
  synchronized Optional<String> reason() {
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of %d copies were found damaged from here".formatted(damaged, damaged + sound));
  }
}

package org.castellan.audit;

import java.util.List;
import java.util.Optional;
import org.castellan.audit.Verdict.Broken;
import org.castellan.audit.Verdict.Checkpoint;
import org.castellan.audit.Verdict.Intact;
import org.castellan.audit.Verdict.Kind;

/** How far a reader of the chain has come, and what was wrong. Not thread-safe. */
final class ChainWalk {

  private final Optional<Checkpoint> kept;
  private Optional<Broken> broken = Optional.empty();
  private String digest = "0".repeat(64);
  private long seal;
  private long event;
  private long events;
  private long forgotten;

  ChainWalk(Optional<Checkpoint> kept) {
    this.kept = kept;
  }

  /** The number of the last link that was looked at. */
  long seal() {
    return seal;
  }

  /** The number of that link's last event. */
  long event() {
    return event;
  }

  /** The first place where the chain does not hold. */
  Optional<Broken> broken() {
    return broken;
  }

  /**
   * Looks at the next link.
   *
   * @param found the events with its numbers; one more than it has is enough
   */
  void next(Seal next, List<SealedEvent> found) {
    broken = wrong(next).or(() -> next.isForgotten() ? none(next, found) : all(next, found));
    digest = next.digest();
    seal = next.number();
    event = next.last();
    events += next.isForgotten() ? 0 : next.count();
    forgotten += next.isForgotten() ? next.count() : 0;
  }

  private Optional<Broken> wrong(Seal next) {
    if (next.number() != seal + 1) {
      return Optional.of(new Broken(Kind.MISSING, seal + 1, 0));
    }
    boolean fits = next.first() == event + 1 && next.previous().equals(digest);
    boolean known = kept.filter(it -> it.seal() == next.number() && !is(it, next)).isEmpty();
    return fits && next.isIntact() && known
        ? Optional.empty()
        : Optional.of(new Broken(Kind.CHANGED, next.number(), 0));
  }

  private static boolean is(Checkpoint checkpoint, Seal seal) {
    return checkpoint.sha256().equals(seal.digest());
  }

  private static Optional<Broken> none(Seal seal, List<SealedEvent> found) {
    return found.stream()
        .findFirst()
        .map(event -> new Broken(Kind.INSERTED, seal.number(), event.number()));
  }

  private static Optional<Broken> all(Seal seal, List<SealedEvent> found) {
    long expected = seal.first();
    for (SealedEvent event : found) {
      if (event.number() != expected) {
        return Optional.of(new Broken(Kind.MISSING, seal.number(), expected));
      }
      if (!seal.holds(event)) {
        return Optional.of(new Broken(Kind.CHANGED, seal.number(), expected));
      }
      expected++;
    }
    return expected > seal.last()
        ? Optional.empty()
        : Optional.of(new Broken(Kind.MISSING, seal.number(), expected));
  }

  /**
   * There are no more links.
   *
   * @param stray the number of an event beyond them
   */
  void end(Optional<Long> stray) {
    broken =
        kept.filter(it -> it.seal() > seal)
            .map(it -> new Broken(Kind.MISSING, seal + 1, 0))
            .or(() -> stray.map(number -> new Broken(Kind.INSERTED, seal + 1, number)));
  }

  Intact intact(long unsealed) {
    Optional<Checkpoint> newest =
        seal == 0 ? Optional.empty() : Optional.of(new Checkpoint(seal, digest));
    return new Intact(seal, events, forgotten, unsealed, newest);
  }
}

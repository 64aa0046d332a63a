package org.castellan.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How long a checker's next tick will take if all stays as it is: as long as the newest tick that
 * one replica ran from its beginning to its end. A tick that changed hands, or found all done by
 * others, says nothing of it.
 *
 * @param expected for all of the scope
 * @param basis the tick it is told by
 */
public record Forecast(Fit fit, Duration expected, Tick basis) {

  /** How many ticks are looked at; one of them at least ran undisturbed, or nothing is foretold. */
  static final int TICKS = 6;

  /** Beyond this part of the cap a tick fits, but a few slow backends more and it will not. */
  private static final double TIGHT = 0.8;

  private static final Set<AttemptOutcome> DISTURBANCES =
      Set.of(AttemptOutcome.TOOK_OVER, AttemptOutcome.DECLINED, AttemptOutcome.ABANDONED);

  /** How a tick stands to its cap, which is always shorter than its interval. */
  public enum Fit {
    FITS,
    /** It takes more than four fifths of the cap. */
    TIGHT,
    /** It takes longer than the cap. */
    TOO_LONG
  }

  /** Empty when none of these ticks tells. */
  static Optional<Forecast> of(Duration cap, List<TickRecord> newestFirst) {
    return newestFirst.stream()
        .limit(TICKS)
        .filter(Forecast::tells)
        .findFirst()
        .map(tick -> by(tick, cap));
  }

  private static boolean tells(TickRecord tick) {
    return (tick.state() == TickState.DONE || tick.state() == TickState.CAPPED)
        && tick.startedAt().isPresent()
        && tick.finishedAt().isPresent()
        && (tick.counts().done() > 0 || tick.counts().skipped() == 0)
        && tick.attempts().stream().noneMatch(each -> DISTURBANCES.contains(each.outcome()));
  }

  private static Forecast by(TickRecord tick, Duration cap) {
    Duration expected = whole(tick);
    return new Forecast(fit(expected, cap), expected, tick.tick());
  }

  /** Had it gone on at its pace until nothing was left. */
  private static Duration whole(TickRecord tick) {
    Duration took =
        Duration.between(tick.startedAt().orElseThrow(), tick.finishedAt().orElseThrow());
    Counts counts = tick.counts();
    int done = Math.max(1, counts.done());
    return Duration.ofMillis(took.toMillis() * (done + counts.remaining()) / done);
  }

  private static Fit fit(Duration expected, Duration cap) {
    double part = (double) expected.toMillis() / cap.toMillis();
    return part > 1 ? Fit.TOO_LONG : part > TIGHT ? Fit.TIGHT : Fit.FITS;
  }
}

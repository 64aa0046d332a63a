package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.schedule.Forecast.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForecastTest {

  private static final Duration CAP = Duration.ofSeconds(100);

  private static TickRecord tick(
      TickState state, int seconds, Counts counts, AttemptOutcome... outcomes) {
    Instant started = SettableClock.NOON.plusSeconds(1);
    return new TickRecord(
        new Tick("defaults", SettableClock.NOON),
        state,
        false,
        7,
        Optional.of("n1"),
        Optional.of(started),
        Optional.of(started.plusSeconds(seconds)),
        counts,
        Optional.empty(),
        Stream.of(outcomes)
            .map(it -> new TickRecord.Attempt("n1", it, 1, started, started, Optional.empty()))
            .toList());
  }

  private static TickRecord done(int seconds) {
    return tick(TickState.DONE, seconds, new Counts(10, 1, 0, 0), AttemptOutcome.WON);
  }

  @ParameterizedTest
  @CsvSource({"1,FITS", "80,FITS", "81,TIGHT", "100,TIGHT", "101,TOO_LONG"})
  void aTickFitsTheSoonerWarnedOfTheFullerItsCapIs(int seconds, Fit fit) {
    assertThat(Forecast.of(CAP, List.of(done(seconds))))
        .contains(
            new Forecast(
                fit, Duration.ofSeconds(seconds), new Tick("defaults", SettableClock.NOON)));
  }

  @ParameterizedTest
  @CsvSource({"50,50,200", "10,90,1000", "0,4,500"})
  void aCappedTickWouldHaveGoneOnAtItsPace(int done, int left, int expected) {
    var capped = tick(TickState.CAPPED, 100, new Counts(done, 0, 0, left), AttemptOutcome.CAPPED);
    Forecast forecast = Forecast.of(CAP, List.of(capped, done(1))).orElseThrow();
    assertThat(forecast.expected()).isEqualTo(Duration.ofSeconds(expected));
    assertThat(forecast.fit()).isEqualTo(Fit.TOO_LONG);
  }

  /** A minute until a frozen replica is replaced is no latency of a backend. */
  @ParameterizedTest
  @EnumSource(names = {"TOOK_OVER", "DECLINED", "ABANDONED"})
  void aTickThatChangedHandsIsPassedOver(AttemptOutcome outcome) {
    var disturbed = tick(TickState.DONE, 95, new Counts(10, 0, 0, 0), outcome);
    assertThat(Forecast.of(CAP, List.of(disturbed, done(3))))
        .map(Forecast::expected)
        .contains(Duration.ofSeconds(3));
    assertThat(Forecast.of(CAP, List.of(disturbed))).isEmpty();
  }

  @Test
  void aTickThatFoundNothingLeftToDoIsPassedOver() {
    var idle = tick(TickState.DONE, 0, new Counts(0, 0, 10, 0), AttemptOutcome.WON);
    assertThat(Forecast.of(CAP, List.of(idle, done(90)))).map(Forecast::fit).contains(Fit.TIGHT);
  }

  @Test
  void anEmptyScopeFits() {
    var empty = tick(TickState.DONE, 0, Counts.NONE, AttemptOutcome.WON);
    assertThat(Forecast.of(CAP, List.of(empty))).map(Forecast::fit).contains(Fit.FITS);
  }

  @Test
  void nothingIsForetoldByATickThatRunsOrThatNobodyFinished() {
    assertThat(
            Forecast.of(
                CAP,
                List.of(
                    tick(TickState.RUNNING, 5, Counts.NONE),
                    tick(TickState.ABANDONED, 5, Counts.NONE))))
        .isEmpty();
  }
}

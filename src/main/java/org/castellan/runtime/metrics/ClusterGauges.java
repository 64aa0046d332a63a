package org.castellan.runtime.metrics;

import static java.lang.System.Logger.Level.DEBUG;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.castellan.backend.BackendTotals;
import org.castellan.schedule.CheckerStatus;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.ScheduleException;
import org.castellan.schedule.TickAge;
import org.castellan.schedule.TickAges;
import org.castellan.schedule.TickRecord;
import org.jdbi.v3.core.JdbiException;

/**
 * What the database knows of the whole cluster, asked when it is scraped, and not again for some
 * seconds. Thread-safe.
 */
public final class ClusterGauges {

  private static final System.Logger LOG = System.getLogger(ClusterGauges.class.getName());
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final BackendTotals totals;
  private final Checkers checkers;
  private final TickAges tickAges;
  private final LongSupplier nanos;
  private final MultiGauge backends;
  private final MultiGauge lags;
  private final MultiGauge ages;
  private final MultiGauge intervals;
  private final MultiGauge pauses;
  private final MultiGauge forecasts;
  private Optional<Long> askedAt = Optional.empty();

  public ClusterGauges(
      MeterRegistry registry, BackendTotals totals, Checkers checkers, TickAges tickAges) {
    this(registry, totals, checkers, tickAges, System::nanoTime);
  }

  ClusterGauges(
      MeterRegistry registry,
      BackendTotals totals,
      Checkers checkers,
      TickAges tickAges,
      LongSupplier nanos) {
    this.totals = totals;
    this.checkers = checkers;
    this.tickAges = tickAges;
    this.nanos = nanos;
    this.backends = MultiGauge.builder("castellan.backends").register(registry);
    this.lags = seconds(registry, "castellan.tick.lag");
    this.ages = seconds(registry, "castellan.tick.age");
    this.intervals = seconds(registry, "castellan.checker.interval");
    this.pauses = MultiGauge.builder("castellan.checker.paused").register(registry);
    this.forecasts =
        MultiGauge.builder("castellan.tick.forecast").baseUnit("ratio").register(registry);
  }

  /** Without the database the last figures go, rather than being told as if they were new. */
  synchronized void refresh() {
    long now = nanos.getAsLong();
    if (askedAt.filter(then -> now - then < KEPT.toNanos()).isPresent()) {
      return;
    }
    askedAt = Optional.of(now);
    try {
      ask();
    } catch (JdbiException | ScheduleException e) {
      Stream.of(backends, lags, ages, intervals, pauses, forecasts)
          .forEach(gauge -> gauge.register(List.of(), true));
      LOG.log(DEBUG, "the database could not be asked for figures", e);
    }
  }

  private void ask() {
    backends.register(totals.read().stream().map(ClusterGauges::row).toList(), true);
    List<CheckerStatus> all = checkers.all();
    lags.register(all.stream().flatMap(ClusterGauges::lag).toList(), true);
    forecasts.register(all.stream().flatMap(ClusterGauges::forecast).toList(), true);
    List<TickAge> read = tickAges.read();
    ages.register(rows(read, age -> seconds(age.since())), true);
    intervals.register(rows(read, age -> seconds(age.interval())), true);
    pauses.register(rows(read, age -> age.paused() ? 1 : 0), true);
  }

  private static MultiGauge seconds(MeterRegistry registry, String name) {
    return MultiGauge.builder(name).baseUnit("seconds").register(registry);
  }

  private static List<MultiGauge.Row<?>> rows(
      List<TickAge> tickAges, ToDoubleFunction<TickAge> figure) {
    return tickAges.stream().<MultiGauge.Row<?>>map(age -> row(age, figure)).toList();
  }

  private static MultiGauge.Row<?> row(TickAge age, ToDoubleFunction<TickAge> figure) {
    return MultiGauge.Row.of(Tags.of("scope", age.scope()), figure.applyAsDouble(age));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static MultiGauge.Row<?> row(BackendTotals.Total total) {
    return MultiGauge.Row.of(
        Tags.of(
            "provider", total.provider(), "status", total.status().name(), "seat", total.seat()),
        total.backends());
  }

  /** Of its cap. */
  private static Stream<MultiGauge.Row<?>> forecast(CheckerStatus checker) {
    double cap = checker.cap().toMillis();
    return checker.forecast().stream()
        .map(it -> MultiGauge.Row.of(scope(checker), it.expected().toMillis() / cap));
  }

  private static Tags scope(CheckerStatus checker) {
    return Tags.of("scope", checker.scope());
  }

  private static Stream<MultiGauge.Row<?>> lag(CheckerStatus checker) {
    return checker.current().or(checker::last).flatMap(ClusterGauges::lag).stream()
        .map(lag -> MultiGauge.Row.of(scope(checker), seconds(lag)));
  }

  private static Optional<Duration> lag(TickRecord tick) {
    return tick.startedAt().map(started -> Duration.between(tick.tick().instant(), started));
  }
}

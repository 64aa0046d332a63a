package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Timers that tell how many took up to 10 ms, 25 ms and so on to 10 s. */
final class Histograms {

  private static final Duration[] BUCKETS =
      LongStream.of(10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private Histograms() {}

  static Timer histogram(MeterRegistry registry, String name, String... tags) {
    return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry);
  }
}

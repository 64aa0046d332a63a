package org.castellan.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up{job=\"castellan\"} == 0",
        "castellan_gate_waiting{instance=~\"$instance\"}",
        "sum by (scope, state) (rate(castellan_ticks_total{state=~\"DONE|CAPPED\"}[5m]))",
        "histogram_quantile(0.9, sum by (le) (castellan_gate_wait_seconds_bucket))",
        "castellan_tick_duration_seconds_max"
      })
  void whatIsScrapedIsKnown(String text) {
    assertThat(new Promql(text).unknown()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "castellan_tick_total; castellan_tick_total",
        "castellan_tick_duration_seconds; castellan_tick_duration_seconds",
        "castellan_tick_duration_seconds_bucket; castellan_tick_duration_seconds_bucket",
        "castellan_ticks_total{state=\"LOST\"}; castellan_ticks_total{state=\"LOST\"}",
        "castellan_ticks_total{organization=\"DONE\"}; castellan_ticks_total{organization=\"DONE\"}",
        "sum by (provider) (castellan_ticks_total); provider"
      })
  void whatIsNotScrapedIsFoundOut(String text, String unknown) {
    assertThat(new Promql(text).unknown()).containsExactly(unknown);
  }
}

package org.castellan.runtime.management;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.castellan.schedule.CheckerStatus;
import org.castellan.schedule.CheckerStatus.Holder;
import org.castellan.schedule.Forecast;
import org.castellan.schedule.TickRecord;
import org.jspecify.annotations.Nullable;

/** One checker in the console. Thread-safe. */
final class CheckerBean implements CheckerMXBean {

  private final String scope;
  private final Duration poll;
  private final Glance glance;
  private final Orders orders;
  private final AttemptCounts attempts;

  CheckerBean(String scope, Duration poll, Glance glance, Orders orders, AttemptCounts attempts) {
    this.scope = scope;
    this.poll = poll;
    this.glance = glance;
    this.orders = orders;
    this.attempts = attempts;
  }

  @Override
  public String getScope() {
    return scope;
  }

  @Override
  public @Nullable String getInterval() {
    return checker().map(status -> status.interval().toString()).orElse(null);
  }

  @Override
  public String getPoll() {
    return poll.toString();
  }

  @Override
  public @Nullable String getMaxTickDuration() {
    return checker().map(status -> status.cap().toString()).orElse(null);
  }

  @Override
  public @Nullable Boolean getPaused() {
    return checker().map(CheckerStatus::paused).orElse(null);
  }

  @Override
  public @Nullable String getNextTick() {
    return checker().map(status -> status.nextTick().toString()).orElse(null);
  }

  @Override
  public @Nullable TickFigures getCurrentTick() {
    return checker().flatMap(CheckerStatus::current).map(LedgerRow::new).orElse(null);
  }

  @Override
  public @Nullable TickFigures getLastTick() {
    return checker().flatMap(CheckerStatus::last).map(LedgerRow::new).orElse(null);
  }

  @Override
  public @Nullable Long getEpoch() {
    return checker()
        .flatMap(status -> status.current().or(status::last))
        .map(TickRecord::epoch)
        .orElse(null);
  }

  @Override
  public @Nullable String getHolder() {
    return holder(Holder::node).orElse(null);
  }

  @Override
  public @Nullable Integer getHolderSessionPid() {
    return holder(Holder::sessionPid).orElse(null);
  }

  @Override
  public @Nullable String getHolderSince() {
    return holder(holder -> holder.since().toString()).orElse(null);
  }

  @Override
  public @Nullable String getHolderCapLeft() {
    return holder(holder -> holder.capLeft().toString()).orElse(null);
  }

  @Override
  public @Nullable String getHolderLeaseLeft() {
    return checker()
        .flatMap(CheckerStatus::holder)
        .flatMap(Holder::lease)
        .map(lease -> lease.left().toString())
        .orElse(null);
  }

  @Override
  public @Nullable String getForecast() {
    return forecast(forecast -> forecast.expected().toString()).orElse(null);
  }

  @Override
  public @Nullable String getForecastFit() {
    return forecast(forecast -> forecast.fit().name()).orElse(null);
  }

  @Override
  public Map<String, Long> getAttemptsHere() {
    return attempts.of(scope);
  }

  @Override
  public @Nullable String getAsOf() {
    return glance.now().asOf().map(Instant::toString).orElse(null);
  }

  @Override
  public String getProblem() {
    return glance.now().problem();
  }

  @Override
  public String runNow() {
    String tick = orders.runNow(scope).instant().toString();
    glance.expire();
    return tick;
  }

  @Override
  public void pause() {
    orders.pause(scope, /* paused= */ true);
    glance.expire();
  }

  @Override
  public void resume() {
    orders.pause(scope, /* paused= */ false);
    glance.expire();
  }

  private Optional<CheckerStatus> checker() {
    return glance.now().checker(scope);
  }

  private Optional<String> forecast(Function<Forecast, String> part) {
    return checker().flatMap(CheckerStatus::forecast).map(part);
  }

  private <T> Optional<T> holder(Function<Holder, T> part) {
    return checker().flatMap(CheckerStatus::holder).map(part);
  }
}

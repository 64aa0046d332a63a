package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.LastExecution;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckerTriggerTest {

  private final SettableClock clock = new SettableClock();
  private final CheckerTrigger trigger =
      new CheckerTrigger(new Pace(Duration.ofMinutes(1), Duration.ofSeconds(30)), clock);

  private static Date afterNoon(Duration time) {
    return Date.from(SettableClock.NOON.plus(time));
  }

  @Test
  void theFirstRunComesAfterTheInitialDelayHoweverOftenItIsAsked() {
    var scheduled = Date.from(clock.instant());
    assertThat(trigger.getNextRunTime(null, scheduled)).isEqualTo(afterNoon(Duration.ofMinutes(1)));
    assertThat(trigger.getNextRunTime(null, scheduled)).isEqualTo(afterNoon(Duration.ofMinutes(1)));
    assertThat(trigger.skipRun(null, scheduled)).isFalse();
  }

  @Test
  void theResultOfARunSaysWhenTheNextOneIs() {
    clock.advance(Duration.ofMinutes(7));
    assertThat(
            trigger.getNextRunTime(new Ended(Duration.ofSeconds(3)), Date.from(SettableClock.NOON)))
        .isEqualTo(afterNoon(Duration.ofMinutes(7).plusSeconds(3)));
  }

  @Test
  void aRunThatFailedIsFollowedAtThePollInterval() {
    assertThat(trigger.getNextRunTime(new Ended(null), Date.from(SettableClock.NOON)))
        .isEqualTo(afterNoon(Duration.ofSeconds(30)));
  }

  private record Ended(@Nullable Object result) implements LastExecution {
    @Override
    public @Nullable Object getResult() {
      return result;
    }

    @Override
    public String getIdentityName() {
      return "test";
    }

    @Override
    public ZonedDateTime getScheduledStart(ZoneId zone) {
      return SettableClock.NOON.atZone(zone);
    }

    @Override
    public ZonedDateTime getRunStart(ZoneId zone) {
      return SettableClock.NOON.atZone(zone);
    }

    @Override
    public ZonedDateTime getRunEnd(ZoneId zone) {
      return SettableClock.NOON.atZone(zone);
    }
  }
}

package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalDeadlineTest {

  private static final Duration HELD = Duration.ofSeconds(9);

  /** Close to where it overflows: a monotonic clock may start anywhere. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - HELD.toNanos() / 2);

  private final LocalDeadline deadline = new LocalDeadline(clock::get, HELD, clock.get());

  @Test
  void countsFromWhenTheStatementWasSent() {
    assertThat(deadline.remaining()).isEqualTo(HELD);
    clock.addAndGet(HELD.toNanos() - 1);
    assertThat(deadline.hasPassed()).isFalse();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(1));
    clock.incrementAndGet();
    assertThat(deadline.hasPassed()).isTrue();
    assertThat(deadline.remaining()).isZero();
  }

  @Test
  void acknowledgementCountsFromWhenItsHeartbeatWasSent() {
    long sent = clock.addAndGet(Duration.ofSeconds(5).toNanos());
    clock.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(deadline.extend(sent)).isTrue();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void lateAcknowledgementDoesNotBringItBack() {
    long sent = clock.addAndGet(Duration.ofSeconds(5).toNanos());
    clock.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(deadline.extend(sent)).isFalse();
    assertThat(deadline.hasPassed()).isTrue();
    assertThat(deadline.remaining()).isZero();
  }
}

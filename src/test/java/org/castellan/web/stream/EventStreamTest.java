package org.castellan.web.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.audit.EventLog;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventStreamTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final Audience ADMIN = new Audience(Optional.empty());

  /** So that nothing happens but what a test does. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final StreamLimits LIMITS =
      new StreamLimits(3, 2, NEVER, Duration.ofSeconds(15), NEVER, Duration.ofMinutes(15));

  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final Jdbi jdbi = counted(db.jdbi());
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final ThreadPoolExecutor writers = (ThreadPoolExecutor) Executors.newCachedThreadPool();
  private final EventStream stream =
      new EventStream(
          new EventLog(jdbi), new EventIds(List.of("secret")), LIMITS, timer, writers, nanos::get);

  @AfterEach
  void end() {
    timer.shutdownNow();
    writers.shutdownNow();
  }

  @Test
  void oneLookServesAllReadersAndNothingRunsWithoutAny() {
    timer.setRemoveOnCancelPolicy(true);
    assertThat(timer.getQueue()).isEmpty();
    var first = open(ADMIN);
    var second = open(ADMIN);
    assertThat(timer.getQueue()).hasSize(1);
    settle();
    statements.set(0);
    stream.look();
    assertThat(statements).hasValue(1);
    write(1);
    stream.look();
    assertThat(statements).hasValue(5);
    for (FakeOutlet outlet : List.of(first, second)) {
      await().until(() -> outlet.names().equals(List.of("reset", "tick")));
    }
    first.gone = true;
    second.gone = true;
    write(1);
    stream.look();
    await().until(() -> stream.readers() == 0);
    assertThat(first.closed).isTrue();
    assertThat(second.closed).isTrue();
    await().until(() -> timer.getQueue().isEmpty());
    assertThat(writers.getActiveCount()).isZero();
  }

  @Test
  void aReaderThatTakesNothingHoldsUpNoOtherAndGoesOnWhereItWas() {
    var slow = open(ADMIN);
    var quick = open(ADMIN);
    settle();
    slow.gate = new CountDownLatch(1);
    int many = Recent.MOST + 500;
    write(many);
    stream.look();
    await().until(() -> quick.names().size() == many + 1);
    assertThat(slow.names()).containsExactly("reset");
    slow.gate.countDown();
    await().until(() -> slow.names().size() == many + 1);
    assertThat(slow.ids()).isEqualTo(quick.ids());
  }

  @Test
  void heartbeatsAreWrittenWhenNothingElseIs() {
    var outlet = open(ADMIN);
    settle();
    stream.look();
    assertThat(outlet.heartbeats).hasValue(0);
    nanos.addAndGet(LIMITS.heartbeat().toNanos());
    stream.look();
    await().until(() -> outlet.heartbeats.get() == 1);
  }

  /** Promise 7: a token that was revoked meanwhile is asked for again. */
  @Test
  void noStreamLivesLongerThanItsLife() {
    var outlet = open(ADMIN);
    settle();
    nanos.addAndGet(LIMITS.life().toNanos());
    stream.look();
    await().until(() -> stream.readers() == 0);
    assertThat(outlet.closed).isTrue();
  }

  @Test
  void aReplicaThatHasAllTheReadersItCanRefusesTheNext() {
    Stream.generate(EventStreamTest::organization).limit(3).forEach(this::open);
    assertThatThrownBy(() -> open(organization()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().reason()).isEqualTo(Reason.STREAMS_BUSY);
              assertThat(e.problem().headers()).containsKey("Retry-After");
            });
    assertThat(stream.readers()).isEqualTo(3);
  }

  @Test
  void stoppingEndsEveryStreamAndThoseThatComeAfter() {
    var first = open(ADMIN);
    var second = open(organization());
    settle();
    stream.stop();
    assertThat(List.of(first.closed, second.closed)).containsOnly(true);
    assertThat(stream.readers()).isZero();
    var late = open(organization());
    await().until(() -> late.closed);
    await().until(() -> stream.readers() == 0);
  }

  @Test
  void theDatabasesAbsenceEndsNoStream() {
    var outlet = open(ADMIN);
    settle();
    jdbi.useHandle(handle -> handle.execute("alter table event rename to event_away"));
    stream.look();
    jdbi.useHandle(handle -> handle.execute("alter table event_away rename to event"));
    write(1);
    stream.look();
    await().until(() -> outlet.names().equals(List.of("reset", "tick")));
  }

  private FakeOutlet open(Audience audience) {
    var outlet = new FakeOutlet();
    stream.open(audience, Optional.empty(), outlet);
    return outlet;
  }

  /** All greetings are written. */
  private void settle() {
    await().until(() -> writers.getActiveCount() == 0 && writers.getQueue().isEmpty());
  }

  private static Audience organization() {
    return new Audience(Optional.of(UUID.randomUUID()));
  }

  private void write(int events) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into event (kind, detail) select 'TICK', '{}' from generate_series(1, ?)",
                events));
  }

  private Jdbi counted(Jdbi plain) {
    return plain.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            statements.incrementAndGet();
          }
        });
  }

  /** Keeps what it is given, in as much time as a test likes. */
  private static final class FakeOutlet implements Outlet {
    private record Told(String id, String name) {}

    final List<Told> told = new CopyOnWriteArrayList<>();
    final AtomicInteger heartbeats = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean gone;
    volatile boolean closed;

    @Override
    public void event(String id, String name, String data) throws IOException {
      requireReader();
      told.add(new Told(id, name));
    }

    @Override
    public void heartbeat() throws IOException {
      requireReader();
      heartbeats.incrementAndGet();
    }

    private void requireReader() throws IOException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (gone) {
        throw new IOException("gone");
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    List<String> names() {
      return told.stream().map(Told::name).toList();
    }

    List<String> ids() {
      return IntStream.range(1, told.size()).mapToObj(i -> told.get(i).id()).toList();
    }
  }
}

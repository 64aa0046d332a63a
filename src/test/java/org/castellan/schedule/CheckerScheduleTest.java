package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.lock.InMemoryLock;
import org.castellan.lock.LockKey;
import org.castellan.testkit.ManagedThreads;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On Jakarta Concurrency's reference implementation, which Payara uses. */
class CheckerScheduleTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final CheckerSettings DAILY =
      new CheckerSettings("all", Duration.ofDays(1), Duration.ofHours(23), 1);
  private static final Pace QUICK = new Pace(Duration.ofMillis(20), Duration.ofMillis(50));
  private static final Pace SLOW = new Pace(Duration.ofMillis(20), Duration.ofHours(1));

  private final ManagedThreads threads = new ManagedThreads("test", 4);
  private final ManagedScheduledExecutorService executor = threads.executor();
  private final InMemoryLock lock = new InMemoryLock();
  private final Ledger ledger = new PostgresLedger(DATABASE.jdbi());
  private final Replicas replicas = TestReplica.on(DATABASE.jdbi(), "n1");
  private final AtomicInteger runs = new AtomicInteger();

  CheckerScheduleTest() {
    DATABASE
        .jdbi()
        .useHandle(handle -> handle.execute("truncate tick, tick_attempt, checker, node"));
  }

  @AfterEach
  void end() {
    threads.close();
  }

  private CheckerSchedule schedule(Ledger usedLedger, Pace pace, Job job) {
    var around =
        new Surroundings(
            "n1",
            usedLedger,
            lock,
            () -> false,
            CheckerListener.NONE,
            Alarms.on(executor),
            System::nanoTime);
    var loop = new CheckerLoop(DAILY, job, pace, around);
    return new CheckerSchedule(executor, List.of(loop), replicas, pace);
  }

  private Job.Result quick(Run run) {
    runs.incrementAndGet();
    return new Job.Result.Finished(Counts.NONE);
  }

  private TickRecord newest() {
    return new PostgresCheckers(DATABASE.jdbi()).ticks("all", Optional.empty(), 1).get(0);
  }

  @Test
  void aStartedScheduleReportsTheReplicaAndRunsTheCurrentTick() {
    var schedule = schedule(ledger, QUICK, this::quick);
    schedule.start();
    await().until(() -> runs.get() == 1 && newest().state() == TickState.DONE);
    assertThat(replicas.seenWithin(Duration.ofMinutes(1))).hasSize(1);
    schedule.stop();
  }

  @Test
  void aPokedReplicaLooksAtOnce() {
    var schedule = schedule(ledger, SLOW, this::quick);
    var checkers = new PostgresCheckers(DATABASE.jdbi(), schedule::poke);
    schedule.start();
    await().until(() -> runs.get() == 1 && newest().state() == TickState.DONE);
    await().until(() -> checkers.runNow("all").isPresent());
    await().until(() -> runs.get() == 2);
    schedule.poke("unknown");
    schedule.stop();
  }

  /** What a replica costs the database between two ticks. */
  @Test
  void aLoopWithNothingToDoRestsWhileTheRoundsGoOn() {
    var looks = new AtomicInteger();
    var schedule = schedule(counting(ledger, looks), QUICK, this::quick);
    schedule.start();
    await().until(() -> runs.get() == 1 && newest().state() == TickState.DONE);
    awaitRounds(1);
    int rested = looks.get();
    awaitRounds(5);
    assertThat(looks).hasValue(rested);
    schedule.stop();
  }

  /** By another replica, which is gone before it could begin. */
  @Test
  void aRestingLoopIsCalledToATickThatWasAskedForElsewhere() {
    var schedule = schedule(ledger, QUICK, this::quick);
    schedule.start();
    await().until(() -> runs.get() == 1 && newest().state() == TickState.DONE);
    await().until(() -> new PostgresCheckers(DATABASE.jdbi()).runNow("all").isPresent());
    await().until(() -> runs.get() == 2);
    schedule.stop();
  }

  /** Promise 2: who lost the race looks again each poll. */
  @Test
  void aTickThatWasLostIsTriedAgain() {
    var other = lock.tryAcquire(new LockKey("castellan:checker:all")).orElseThrow();
    var schedule = schedule(ledger, QUICK, this::quick);
    schedule.start();
    await().until(this::hasLost);
    other.close();
    await().until(() -> runs.get() == 1);
    schedule.stop();
  }

  private static ForwardingLedger counting(Ledger ledger, AtomicInteger looks) {
    return new ForwardingLedger(ledger) {
      @Override
      public List<Outlook> shards(String scope, String node) {
        looks.incrementAndGet();
        return super.shards(scope, node);
      }
    };
  }

  private void awaitRounds(int number) {
    Instant enough = lastSeen().plus(QUICK.poll().multipliedBy(number));
    await().until(() -> lastSeen().isAfter(enough));
  }

  private boolean hasLost() {
    return DATABASE
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select exists (select from tick_attempt where outcome = 'LOST')")
                    .mapTo(boolean.class)
                    .one());
  }

  private Instant lastSeen() {
    return replicas.seenWithin(Duration.ofMinutes(1)).get(0).lastSeenAt();
  }

  /** The database is gone, comes back, and nobody has to start anything again. */
  @Test
  void aScheduleSurvivesWhatItsLooksThrow() {
    var failures = new AtomicInteger(3);
    var failing =
        new ForwardingLedger(ledger) {
          @Override
          public List<Outlook> shards(String scope, String node) {
            if (failures.getAndDecrement() > 0) {
              throw failures.get() == 0
                  ? new IllegalStateException("a bug")
                  : new ScheduleException("the database is gone");
            }
            return super.shards(scope, node);
          }
        };
    var schedule = schedule(failing, QUICK, this::quick);
    schedule.start();
    await().until(() -> runs.get() == 1);
    schedule.stop();
  }

  /** Promise 2, rolling restarts: the lease is handed over at once. */
  @Test
  void stoppingInterruptsTheJobAndGivesTheLockBack() {
    var started = new CountDownLatch(1);
    var schedule =
        schedule(
            ledger,
            QUICK,
            run -> {
              started.countDown();
              new CountDownLatch(1).await();
              return new Job.Result.Finished(Counts.NONE);
            });
    schedule.start();
    await().until(() -> started.getCount() == 0);
    schedule.stop();
    assertThat(lock.tryAcquire(new LockKey("castellan:checker:all"))).isPresent();
    assertThat(newest().state()).isEqualTo(TickState.RUNNING);
    assertThat(newest().reason()).contains("the replica stopped");
  }
}

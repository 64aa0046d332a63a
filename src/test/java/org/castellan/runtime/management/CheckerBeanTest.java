package org.castellan.runtime.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.management.openmbean.CompositeData;
import org.castellan.audit.AuditLog;
import org.castellan.schedule.AttemptOutcome;
import org.castellan.schedule.Tick;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class CheckerBeanTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String APPLICATION = "castellan";
  private static final Instant LAST = Instant.parse("2026-01-01T00:30:00Z");

  private final TestConsole console = new TestConsole(db);
  private final CheckerMXBean defaults = console.checker(APPLICATION, "defaults");

  @BeforeEach
  void oneFinishedTick() {
    db.jdbi()
        .useHandle(
            handle ->
                handle
                    .createScript(
                        """
                        delete from audit_event;
                        delete from tick_attempt;
                        delete from tick;
                        delete from checker;
                        insert into checker (scope, interval_ms, cap_ms)
                        values ('defaults', 1800000, 1500000), ('all', 86400000, 7200000);
                        insert into tick (scope, instant, state, epoch, node, started_at, taken_at,
                                          finished_at, done, failed, skipped, remaining, reason)
                        values ('defaults', '2026-01-01 00:30Z', 'CAPPED', 7, 'node-2', now(),
                                now(), now(), 5, 1, 2, 3, 'time was up');
                        insert into tick_attempt (scope, instant, node, outcome, epoch)
                        values ('defaults', '2026-01-01 00:30Z', 'node-2', 'WON', 7);
                        """)
                    .execute());
    console.beans(APPLICATION).show();
  }

  @AfterEach
  void end() {
    console.close();
  }

  @Test
  void theCadenceAndTheNextTickAreTheClusters() {
    assertThat(defaults.getInterval()).isEqualTo("PT30M");
    assertThat(defaults.getMaxTickDuration()).isEqualTo("PT25M");
    assertThat(defaults.getPoll()).isEqualTo("PT30S");
    assertThat(defaults.getPaused()).isFalse();
    assertThat(Instant.parse(Objects.requireNonNull(defaults.getNextTick())))
        .isAfter(Instant.now().minusSeconds(5))
        .isBefore(Instant.now().plus(Duration.ofMinutes(31)));
    assertThat(defaults.getCurrentTick()).isNull();
    assertThat(defaults.getHolder()).isNull();
    assertThat(defaults.getProblem()).isEmpty();
  }

  @Test
  void theLastTickHasItsEpochCountsAndAttempts() {
    TickFigures last = Objects.requireNonNull(defaults.getLastTick());
    assertThat(last.getTick()).isEqualTo(LAST.toString());
    assertThat(last.getState()).isEqualTo("CAPPED");
    assertThat(last.getNode()).isEqualTo("node-2");
    assertThat(last.getValidated()).isEqualTo(5);
    assertThat(last.getFailed()).isEqualTo(1);
    assertThat(last.getSkipped()).isEqualTo(2);
    assertThat(last.getRemaining()).isEqualTo(3);
    assertThat(last.getReason()).isEqualTo("time was up");
    assertThat(defaults.getEpoch()).isEqualTo(7);
    assertThat(defaults.getForecast()).isEqualTo("PT0S");
    assertThat(defaults.getForecastFit()).isEqualTo("FITS");
    assertThat(last.getAttempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.getOutcome()).isEqualTo("WON"))
        .satisfies(attempt -> assertThat(attempt.getTimes()).isEqualTo(1));
  }

  @Test
  void aConsoleThatKnowsNoClassOfOursReadsEverything() throws Exception {
    var name = TestConsole.names(APPLICATION).of("Checker", "defaults");
    var last = (CompositeData) console.server.getAttribute(name, "LastTick");
    assertThat(last.get("state")).isEqualTo("CAPPED");
    assertThat((CompositeData[]) last.get("attempts")).hasSize(1);
    for (var attribute : console.server.getMBeanInfo(name).getAttributes()) {
      assertThat(attribute.getType()).doesNotContain("castellan");
      console.server.getAttribute(name, attribute.getName());
    }
  }

  @Test
  void whoRunsATickIsShownWhileItsSessionHoldsTheLock() throws Exception {
    try (var holder = db.dataSource().getConnection();
        var statement = holder.createStatement()) {
      statement.execute("select pg_advisory_lock(42)");
      statement.execute(
          """
          insert into tick (scope, instant, state, epoch, node, session_pid, started_at, taken_at)
          select 'defaults',
                 date_bin(interval '30 minutes', clock_timestamp(), timestamptz 'epoch'),
                 'RUNNING', 8, 'node-3', pg_backend_pid(), clock_timestamp(), clock_timestamp()
          """);
      assertThat(defaults.getHolder()).isEqualTo("node-3");
      assertThat(defaults.getHolderSessionPid()).isPositive();
      assertThat(Duration.parse(Objects.requireNonNull(defaults.getHolderCapLeft())))
          .isLessThanOrEqualTo(Duration.ofMinutes(25));
      assertThat(defaults.getEpoch()).isEqualTo(8);
    }
  }

  @Test
  void aRunNowIsATickOfTheLedgerOnRecord() {
    Instant tick = Instant.parse(defaults.runNow());
    TickFigures current = Objects.requireNonNull(defaults.getCurrentTick());
    assertThat(current.getTick()).isEqualTo(tick.toString());
    assertThat(current.getState()).isEqualTo("REQUESTED");
    assertThat(current.isRequested()).isTrue();
    assertThatThrownBy(defaults::runNow)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("TICK_RUNNING: wait until the checker's tick is finished");
    assertThat(audited()).containsExactly("jmx TICK_REQUESTED defaults");
  }

  @Test
  void aPauseAndItsEndAreOnRecordOnceEach() {
    defaults.pause();
    assertThat(defaults.getPaused()).isTrue();
    defaults.pause();
    defaults.resume();
    assertThat(defaults.getPaused()).isFalse();
    assertThat(console.checker(APPLICATION, "all").getPaused()).isFalse();
    assertThat(audited())
        .containsExactly("jmx CHECKER_RESUMED defaults", "jmx CHECKER_PAUSED defaults");
  }

  @Test
  void whatThisReplicaExperiencedIsCountedByScope() {
    var tick = new Tick("defaults", LAST);
    console.attempts.attempted(tick, AttemptOutcome.LOST, "");
    console.attempts.attempted(tick, AttemptOutcome.LOST, "");
    console.attempts.attempted(new Tick("all", LAST), AttemptOutcome.WON, "");
    assertThat(defaults.getAttemptsHere()).isEqualTo(Map.of("LOST", 2L));
  }

  @Test
  void aDatabaseThatHangsLeavesTheLastFiguresAndASentenceWithinTheBound() {
    assertThat(defaults.getInterval()).isEqualTo("PT30M");
    String asOf = defaults.getAsOf();
    console.proxy.stall();
    await()
        .untilAsserted(
            () ->
                assertThat(problemWithin(Duration.ofSeconds(4)))
                    .isEqualTo("The database did not answer within 2 s."));
    assertThat(defaults.getInterval()).isEqualTo("PT30M");
    assertThat(defaults.getAsOf()).isEqualTo(asOf);
    console.proxy.pass();
    await().untilAsserted(() -> assertThat(defaults.getProblem()).isEmpty());
  }

  @Test
  void aDatabaseThatIsAwayFromTheBeginningLeavesNothingButASentence() {
    console.proxy.close();
    assertThat(defaults.getProblem()).isEqualTo("The database could not be asked.");
    assertThat(defaults.getInterval()).isNull();
    assertThat(defaults.getPaused()).isNull();
    assertThat(defaults.getLastTick()).isNull();
    assertThat(defaults.getAsOf()).isNull();
    assertThatThrownBy(defaults::pause)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("the database could not be asked; the log says more");
  }

  private String problemWithin(Duration bound) {
    long begin = System.nanoTime();
    String problem = defaults.getProblem();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(bound);
    return problem;
  }

  private static List<String> audited() {
    return new AuditLog(db.jdbi(), "test")
        .list(AuditTrail.of(Optional.empty()), Optional.empty(), 10).items().stream()
            .map(entry -> entry.event())
            .map(event -> event.actor() + " " + event.action() + " " + event.subject())
            .toList();
  }
}

package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.castellan.backend.CasBackend;
import org.castellan.backend.Scope;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReapingTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private Cluster cluster;
  private Replica replica;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
    replica = new Replica(cluster, "a", ValidationSettings.DEFAULTS);
  }

  @AfterEach
  void tearDown() {
    replica.close();
  }

  @Test
  void aTickOverAllReapsEachHealthyBackendOnceThoughAnotherTickValidatedIt() {
    cluster.backend("h/due");
    var tick = new TestRun(cluster.tick());
    cluster.validatedAgo(cluster.backend("h/fresh"), Duration.ZERO);
    sweep(Scope.ALL, tick);
    assertThat(cluster.provider.calls()).containsExactly("h/due");
    assertThat(cluster.provider.reaped()).containsExactlyInAnyOrder("h/due", "h/fresh");
  }

  @Test
  void aTickOverTheDefaultsReapsNothing() {
    cluster.backend("h/due");
    sweep(Scope.DEFAULTS, new TestRun(cluster.tick()));
    assertThat(cluster.provider.calls()).hasSize(1);
    assertThat(cluster.provider.reaped()).isEmpty();
  }

  @Test
  void whatIsBrokenIsLeftAlone() {
    cluster.backend("h/broken");
    cluster.provider.behave(FakeProvider.UNREACHABLE);
    sweep(Scope.ALL, new TestRun(cluster.tick()));
    assertThat(cluster.provider.reaped()).isEmpty();
  }

  @Test
  void aFailureToReapChangesNothing() {
    CasBackend locked = cluster.backend("h/locked");
    cluster.backend("h/next");
    Job.Result result = sweep(Scope.ALL, new TestRun(cluster.tick()));
    assertThat(result).isEqualTo(new Job.Result.Finished(new Counts(2, 0, 0, 0)));
    assertThat(cluster.provider.reaped()).hasSize(2);
    assertThat(cluster.read(locked).failure()).isEmpty();
    assertThat(cluster.history(locked)).hasSize(1);
  }

  @Test
  void aRunThatMustStopReapsNothing() {
    cluster.validatedAgo(cluster.backend("h/fresh"), Duration.ZERO);
    var run = new TestRun(cluster.tick());
    run.stop();
    sweep(Scope.ALL, run);
    assertThat(cluster.provider.reaped()).isEmpty();
  }

  private Job.Result sweep(Scope scope, TestRun run) {
    var settings = ValidationSettings.DEFAULTS;
    return new Sweep(scope, cluster.backends, replica.validator, replica.executor, settings)
        .run(run);
  }
}

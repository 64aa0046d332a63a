package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.castellan.storage.ErrorClass;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("NullAway.Init")
@Timeout(60)
class ActivityTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final CountDownLatch answered = new CountDownLatch(1);
  private Cluster cluster;
  private Replica replica;

  @BeforeEach
  void start() {
    cluster = new Cluster(db.jdbi());
    // One slot and, beside it, four places in the slow lane.
    var bounds =
        ValidationSettings.of(
            Duration.ofSeconds(20), 1, 4, Duration.ofMinutes(35), Duration.ofSeconds(30), 16);
    replica = new Replica(cluster, "a", bounds);
  }

  @AfterEach
  void end() {
    answered.countDown();
    replica.close();
  }

  @Test
  void aSweepTellsHowFarItIsAndAfterwardsHowItsProbesEnded() throws Exception {
    Activity activity = replica.validator.activity();
    for (int i = 1; i <= 7; i++) {
      cluster.backend("h%d/b".formatted(i));
    }
    cluster.provider.behave("h7/b", FakeProvider.failing(ErrorClass.NOT_FOUND));
    cluster.provider.behave(
        (credentials, deadline) -> {
          answered.await();
          return FakeProvider.healthy();
        });
    var sweep = replica.executor.submit(() -> replica.sweep.run(new TestRun(cluster.tick())));
    await().untilAsserted(() -> assertThat(activity.slow()).isEqualTo(4));
    await().untilAsserted(() -> assertThat(activity.running()).isEqualTo(5));
    assertThat(activity.queued()).isEqualTo(2);
    assertThat(activity.ended()).isEmpty();
    answered.countDown();
    assertThat(sweep.get().counts().done()).isEqualTo(7);
    assertThat(activity.ended()).isEqualTo(Map.of("OK", 6L, "NOT_FOUND", 1L));
    assertThat(activity.running()).isZero();
    assertThat(activity.queued()).isZero();
    assertThat(activity.slow()).isZero();
  }

  @Test
  void whatRequestsAskForIsCountedToo() throws Exception {
    var backend = cluster.backend("h/b");
    cluster.provider.behave("h/b", FakeProvider.failing(ErrorClass.AUTHENTICATION));
    replica.revalidation.ensureFresh(backend.id()).get();
    assertThat(replica.validator.activity().ended()).isEqualTo(Map.of("AUTHENTICATION", 1L));
  }
}

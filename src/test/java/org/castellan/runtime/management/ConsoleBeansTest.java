package org.castellan.runtime.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import javax.management.ObjectName;
import org.castellan.lock.LockKey;
import org.castellan.schedule.CheckerLoop;
import org.castellan.testkit.LogTap;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsoleBeansTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final LockKey KEY = CheckerLoop.lockKey("defaults");

  private final TestConsole console = new TestConsole(db);

  @AfterEach
  void end() {
    console.close();
  }

  @Test
  void twoCopiesInOneJvmAreShownSideBySideAndEachTakesItsOwnAway() throws Exception {
    ConsoleBeans one = console.beans("castellan");
    ConsoleBeans other = console.beans("castellan-2.war:v7");
    one.show();
    other.show();
    one.show();
    assertThat(found("org.castellan:type=Checker,scope=*,*")).hasSize(4);
    assertThat(found("org.castellan:type=Lease,*")).hasSize(4);
    assertThat(found("org.castellan:type=Validation,*")).hasSize(2);
    one.hide();
    one.hide();
    assertThat(found("org.castellan:*"))
        .hasSize(5)
        .extracting(name -> name.getKeyProperty("application"))
        .containsOnly("\"castellan-2.war:v7\"");
    other.hide();
    assertThat(found("org.castellan:*")).isEmpty();
  }

  @Test
  void aCopyWhoseNamesAreTakenIsToldOfInTheLogAndTakesNothingAway() throws Exception {
    console.beans("castellan").show();
    ConsoleBeans twin = console.beans("castellan");
    try (LogTap log = LogTap.everything()) {
      twin.show();
      assertThat(log.lines())
          .filteredOn(line -> line.contains("The console does not show org.castellan:type="))
          .hasSize(5);
    }
    twin.hide();
    assertThat(found("org.castellan:*")).hasSize(5);
  }

  @Test
  void aLeaseIsShownAsLongAsItIsHeld() {
    console.beans("castellan").show();
    LeaseMXBean bean = console.lease("castellan", "defaults");
    assertThat(bean.getLockName()).isEqualTo("castellan:checker:defaults");
    assertThat(bean.isHeld()).isFalse();
    try (var lease = console.lock.tryAcquire(KEY).orElseThrow()) {
      assertThat(console.lock.tryAcquire(KEY)).isEmpty();
      assertThat(bean.isHeld()).isTrue();
      assertThat(bean.getSessionPid()).isEqualTo(lease.sessionPid());
      assertThat(bean.getHeldSince()).isNotNull();
      assertThat(Duration.ofMillis(bean.getDeadlineLeftMillis())).isPositive();
    }
    assertThat(bean.isHeld()).isFalse();
    assertThat(bean.getSessionPid()).isNull();
    assertThat(bean.getHeldSince()).isNull();
    assertThat(bean.getDeadlineLeftMillis()).isZero();
    assertThat(bean.getTaken()).isEqualTo(1);
    assertThat(bean.getLost()).isZero();
  }

  @Test
  void aLeaseOfAShardIsOneOfItsScope() {
    console.beans("castellan").show();
    try (var lease = console.lock.tryAcquire(CheckerLoop.lockKey("all-2-of-4")).orElseThrow()) {
      LeaseMXBean bean = console.lease("castellan", "all");
      assertThat(bean.getSessionPid()).isEqualTo(lease.sessionPid());
      assertThat(bean.getTaken()).isEqualTo(1);
    }
  }

  @Test
  void aLostLeaseIsCounted() {
    console.beans("castellan").show();
    LeaseMXBean bean = console.lease("castellan", "defaults");
    var lease = console.lock.tryAcquire(KEY).orElseThrow();
    console.cluster.lose(KEY);
    assertThat(bean.isHeld()).isFalse();
    assertThat(bean.getLost()).isEqualTo(1);
    lease.close();
    assertThat(console.lease("castellan", "all").getTaken()).isZero();
  }

  private Set<ObjectName> found(String pattern) throws Exception {
    return console.server.queryNames(new ObjectName(pattern), null);
  }
}

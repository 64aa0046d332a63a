package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong with session locks behind a pool: design.md, "The lock". */
@OnEveryPostgres
class LockTrapsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final LeaseSettings SETTINGS = LeaseSettings.of(Duration.ofSeconds(2));
  private final LockKey key = new LockKey("castellan:test:" + UUID.randomUUID());
  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(4);
  private final SmallPool pool = new SmallPool(db.dataSource());
  private final PostgresLock lock = lock(false);

  @AfterEach
  void stop() throws SQLException {
    executor.shutdownNow();
    pool.close();
  }

  @Test
  void closingAPooledConnectionAloneKeepsTheLock() throws SQLException {
    try (Connection connection = pool.dataSource().getConnection()) {
      execute(connection, "select pg_advisory_lock(" + key.advisoryKey() + ")");
    }
    assertThat(locks()).as("the trap itself").isOne();
    assertThat(pool.idle()).hasSize(1);
  }

  @Test
  void releasedSessionGoesBackUnlockedAndAsItCame() throws SQLException {
    String before = settingsOfAFreshSession();
    Lease lease = lock.tryAcquire(key).orElseThrow();
    assertThat(locks()).isOne();
    lease.close();
    assertThat(locks()).isZero();
    Connection returned = pool.idle().getFirst();
    assertThat(settings(returned)).isEqualTo(before);
    assertThat(returned.getNetworkTimeout()).isZero();
    assertThat(pid(returned)).isEqualTo(lease.sessionPid());
  }

  @Test
  void loserGoesBackToThePoolAsItCame() throws SQLException {
    String before = settingsOfAFreshSession();
    try (Lease holder = lock.tryAcquire(key).orElseThrow()) {
      assertThat(lock(false).tryAcquire(key)).isEmpty();
      assertThat(pid(pool.idle().getFirst())).isNotEqualTo(holder.sessionPid());
      assertThat(settings(pool.idle().getFirst())).isEqualTo(before);
    }
  }

  @Test
  void sessionIsEndedWhenItsUnlockIsNotConfirmed() {
    var raw = new Connection[1];
    var spied = Proxies.dataSource(() -> raw[0] = pool.dataSource().getConnection());
    Lease lease =
        new PostgresLock(spied, executor, SETTINGS, () -> false).tryAcquire(key).orElseThrow();
    execute(raw[0], "select pg_advisory_unlock_all()");
    lease.close();
    await().until(() -> !isAlive(lease.sessionPid()));
    assertThat(pool.idle()).isEmpty();
  }

  @Test
  void sessionThatCarriesALeaseIsEndedNotUsed() throws SQLException {
    try (Connection dirty = pool.dataSource().getConnection()) {
      execute(dirty, "set idle_session_timeout = '50001ms'");
    }
    int pid = pid(pool.idle().getFirst());
    try (Lease lease = lock.tryAcquire(key).orElseThrow()) {
      assertThat(lease.sessionPid()).isNotEqualTo(pid);
      await().until(() -> !isAlive(pid));
    }
  }

  @Test
  void serverEndsASessionWhoseHeartbeatsStop() {
    Lease frozen = lock.tryAcquire(key).orElseThrow();
    executor.shutdownNow();
    assertThat(isAlive(frozen.sessionPid())).isTrue();
    var other = new ScheduledThreadPoolExecutor(2);
    var peer = new PostgresLock(db.dataSource(), other, SETTINGS, () -> false);
    var lostBefore = new AtomicBoolean();
    Lease successor =
        await()
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  lostBefore.set(frozen.isLost());
                  return peer.tryAcquire(key);
                },
                Optional::isPresent)
            .orElseThrow();
    assertThat(lostBefore).as("the holder counts itself out before the server does").isTrue();
    successor.close();
    other.shutdownNow();
  }

  @Test
  void heartbeatsKeepALeaseBeyondItsTtl() {
    try (Lease lease = lock.tryAcquire(key).orElseThrow()) {
      long start = System.nanoTime();
      await().until(() -> System.nanoTime() - start > SETTINGS.ttl().multipliedBy(2).toNanos());
      assertThat(lease.isLost()).isFalse();
      assertThat(locks()).isOne();
    }
  }

  @Test
  void noLockInsideATransaction() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> lock(true).tryAcquire(key));
    assertThat(locks()).isZero();
  }

  @Test
  void noLockWithoutAutocommit() {
    var source =
        Proxies.dataSource(
            () -> {
              Connection connection = db.dataSource().getConnection();
              connection.setAutoCommit(false);
              return connection;
            });
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () -> new PostgresLock(source, executor, SETTINGS, () -> false).tryAcquire(key));
    assertThat(lock.tryAcquire(key)).isPresent();
  }

  private PostgresLock lock(boolean inTransaction) {
    return new PostgresLock(pool.dataSource(), executor, SETTINGS, () -> inTransaction);
  }

  private long locks() {
    return count(
        "select count(*) from pg_locks where locktype = 'advisory'"
            + " and (classid::bigint << 32 | objid::bigint) = ?",
        key.advisoryKey());
  }

  private static boolean isAlive(int pid) {
    return count("select count(*) from pg_stat_activity where pid = ?", pid) > 0;
  }

  private static long count(String sql, Object parameter) {
    return db.jdbi().withHandle(h -> h.select(sql, parameter).mapTo(Long.class).one());
  }

  private static String settings(Connection connection) {
    return text(
        connection,
        "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings");
  }

  private static String settingsOfAFreshSession() throws SQLException {
    try (Connection fresh = db.dataSource().getConnection()) {
      return settings(fresh);
    }
  }

  private static int pid(Connection connection) {
    return Integer.parseInt(text(connection, "select pg_backend_pid()::text"));
  }

  private static String text(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

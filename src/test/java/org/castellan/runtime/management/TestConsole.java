package org.castellan.runtime.management;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.castellan.audit.AuditLog;
import org.castellan.lock.InMemoryLock;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.TestDatabase;
import org.castellan.validation.Activity;
import org.castellan.validation.ValidationSettings;
import org.castellan.web.CheckerCommands;
import org.castellan.web.InstallationAudit;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** The console's beans of replicas in this process, on a database behind a proxy. */
final class TestConsole implements AutoCloseable {

  final MBeanServer server = MBeanServerFactory.newMBeanServer();
  final FaultyProxy proxy = FaultyProxy.to(TestDatabase.port());
  final InMemoryLock cluster = new InMemoryLock();
  final WatchedLock lock = new WatchedLock(cluster, InstantSource.system());
  final AttemptCounts attempts = new AttemptCounts();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Jdbi jdbi;

  TestConsole(TestDatabase database) {
    var source = new PGSimpleDataSource();
    source.setURL(
        database.url().replace(":" + TestDatabase.port() + "/", ":" + proxy.port() + "/"));
    jdbi = Jdbi.create(source);
  }

  /** The beans of one copy, not shown yet. */
  ConsoleBeans beans(String application) {
    var checkers = new PostgresCheckers(jdbi);
    var threads = new ApplicationThreads(executor);
    var audit = new InstallationAudit(jdbi, new AuditLog(jdbi, "node-1"));
    return new CheckerConsole(
            List.of("defaults", "all"),
            checkers,
            threads,
            InstantSource.system(),
            new Orders(checkers, new CheckerCommands(checkers, audit), threads),
            attempts,
            lock,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60))
        .beans(server, names(application), validation());
  }

  private static ValidationBean validation() {
    var activities = List.of(new Activity(), new Activity());
    return new ValidationBean(activities, () -> 3, ValidationSettings.DEFAULTS);
  }

  static BeanNames names(String application) {
    return new BeanNames(application, "node-1");
  }

  /** As a console sees it: through open types. */
  CheckerMXBean checker(String application, String scope) {
    return JMX.newMXBeanProxy(server, names(application).of("Checker", scope), CheckerMXBean.class);
  }

  LeaseMXBean lease(String application, String scope) {
    return JMX.newMXBeanProxy(server, names(application).of("Lease", scope), LeaseMXBean.class);
  }

  @Override
  public void close() {
    proxy.close();
    executor.shutdownNow();
  }
}

package org.castellan.cluster;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.castellan.runtime.container.LockXaDataSource;
import org.castellan.runtime.container.WorkXaDataSource;
import org.castellan.runtime.settings.JndiNames;
import org.castellan.runtime.start.StartUp;
import org.castellan.runtime.wiring.ScheduleWiring;
import org.castellan.storage.Provider;
import org.castellan.web.CheckerCommands;
import org.castellan.web.InstallationAudit;
import org.glassfish.enterprise.concurrent.AbstractManagedExecutorService.RejectPolicy;
import org.glassfish.enterprise.concurrent.ManagedScheduledExecutorServiceAdapter;
import org.glassfish.enterprise.concurrent.ManagedScheduledExecutorServiceImpl;
import org.glassfish.enterprise.concurrent.ManagedThreadFactoryImpl;
import org.jboss.weld.environment.se.Weld;

/**
 * A replica without a server, for cases with many: the WAR's own wiring, start, loops, lock and
 * providers, configured by the environment; only the web is missing, but for what the console's
 * beans take from it. Ends with its process.
 */
public final class ReplicaMain {

  private ReplicaMain() {}

  /** Runs until the process is ended; the container ends in a shutdown hook. */
  public static void main(String[] arguments) throws InterruptedException {
    ReplicaNaming.install();
    ReplicaNaming.bind(JndiNames.APPLICATION_NAME, "castellan");
    ReplicaNaming.bind(JndiNames.OWN_DATA_SOURCE, XaPool.of(new WorkXaDataSource()));
    ReplicaNaming.bind(JndiNames.OWN_LOCK_DATA_SOURCE, XaPool.of(new LockXaDataSource()));
    ReplicaNaming.bind(JndiNames.OWN_EXECUTOR, executor("work", 64));
    ReplicaNaming.bind(JndiNames.OWN_REQUEST_EXECUTOR, executor("requests", 2));
    ReplicaNaming.bind(JndiNames.OWN_STREAM_EXECUTOR, executor("streams", 2));
    ReplicaNaming.bind(JndiNames.OWN_HEARTBEAT_EXECUTOR, executor("heartbeats", 4));
    new Weld()
        .disableDiscovery()
        .addPackages(/* scanRecursively= */ false, ScheduleWiring.class, StartUp.class)
        .addPackages(/* scanRecursively= */ true, Provider.class)
        .addBeanClasses(CheckerCommands.class, InstallationAudit.class)
        .initialize();
    Thread.currentThread().join();
  }

  private static ManagedScheduledExecutorService executor(String name, int threads) {
    return new ManagedScheduledExecutorServiceAdapter(
        new ManagedScheduledExecutorServiceImpl(
            name,
            new ManagedThreadFactoryImpl("castellan-" + name),
            /* hungTaskThreshold= */ 0,
            /* longRunningTasks= */ false,
            threads,
            60,
            TimeUnit.SECONDS,
            /* threadLifeTime= */ 0,
            /* contextService= */ null,
            RejectPolicy.ABORT));
  }
}

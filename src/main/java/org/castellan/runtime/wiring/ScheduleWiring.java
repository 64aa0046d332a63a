package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.castellan.lock.DistributedLock;
import org.castellan.lock.LeaseSettings;
import org.castellan.lock.PostgresLock;
import org.castellan.runtime.container.Transactions;
import org.castellan.runtime.settings.Settings;

/** The lock, and what runs once per tick in the cluster under it. */
@Dependent
public class ScheduleWiring {

  @Produces
  @Singleton
  DistributedLock lock(
      @Locks DataSource source,
      @Locks ManagedScheduledExecutorService heartbeats,
      Settings settings) {
    return new PostgresLock(
        source, heartbeats, LeaseSettings.of(settings.schedule().lease()), Transactions::active);
  }
}

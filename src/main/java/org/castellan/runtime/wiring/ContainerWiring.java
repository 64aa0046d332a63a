package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.castellan.runtime.container.Jndi;
import org.castellan.runtime.management.BeanNames;
import org.castellan.runtime.settings.JndiNames;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.settings.Variable;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the server gives, by the names in the settings. The only file that looks anything up. */
@Dependent
public class ContainerWiring {

  @Produces
  @Singleton
  Settings settings() {
    return Settings.read(ConfigProvider.getConfig());
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  BeanNames beanNames(Settings settings) {
    String application = Jndi.lookup(JndiNames.APPLICATION_NAME, String.class, "Castellan itself");
    return new BeanNames(application, settings.node().id());
  }

  @Produces
  @Singleton
  @Pool
  DataSource pool(Settings settings) {
    return Jndi.lookup(
        settings.jndi().dataSource(), DataSource.class, Variable.DATASOURCE_JNDI.environmentName());
  }

  @Produces
  @Singleton
  @Locks
  DataSource lockPool(Settings settings) {
    return Jndi.lookup(
        settings.jndi().lockDataSource(),
        DataSource.class,
        Variable.LOCK_DATASOURCE_JNDI.environmentName());
  }

  @Produces
  @Singleton
  @Pool
  ManagedScheduledExecutorService executor(Settings settings) {
    return Jndi.lookup(
        settings.jndi().executor(),
        ManagedScheduledExecutorService.class,
        Variable.EXECUTOR_JNDI.environmentName());
  }

  @Produces
  @Singleton
  @Requests
  ManagedScheduledExecutorService requestExecutor() {
    return Jndi.lookup(
        JndiNames.OWN_REQUEST_EXECUTOR, ManagedScheduledExecutorService.class, "Castellan itself");
  }

  @Produces
  @Singleton
  @Streams
  ManagedScheduledExecutorService streamExecutor() {
    return Jndi.lookup(
        JndiNames.OWN_STREAM_EXECUTOR, ManagedScheduledExecutorService.class, "Castellan itself");
  }

  @Produces
  @Singleton
  @Locks
  ManagedScheduledExecutorService heartbeats(Settings settings) {
    return Jndi.lookup(
        settings.jndi().heartbeatExecutor(),
        ManagedScheduledExecutorService.class,
        Variable.HEARTBEAT_EXECUTOR_JNDI.environmentName());
  }
}

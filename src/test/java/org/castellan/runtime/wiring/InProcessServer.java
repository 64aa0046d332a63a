package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.castellan.runtime.metrics.MetricsResource;
import org.castellan.runtime.settings.JndiNames;
import org.castellan.runtime.start.StartUp;
import org.castellan.storage.toy.ToyProvider;
import org.castellan.testkit.ManagedThreads;
import org.castellan.web.CastellanApplication;
import org.castellan.web.DependentInJersey;
import org.castellan.web.ServletRequestInJersey;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.jboss.weld.bootstrap.spi.BeanDiscoveryMode;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * A server in this process: the application's own beans in Weld, Jersey, and in JNDI what an
 * administrator defined under names of his own, and the WAR's own only where none can be named.
 */
final class InProcessServer implements AutoCloseable {

  static final String WORK = "java:jboss/datasources/tuned";
  static final String LOCKS = "java:jboss/datasources/tuned-locks";
  static final String EXECUTOR = "java:jboss/ee/concurrency/tuned";

  private final List<ManagedThreads> executors = new ArrayList<>();
  private final WeldContainer beans;
  private final HttpServer http;

  /**
   * Starts the application.
   *
   * @throws RuntimeException when the application refuses to start
   */
  InProcessServer(DataSource work, DataSource locks) {
    Map<String, Object> entries = new HashMap<>();
    entries.put(WORK, work);
    entries.put(LOCKS, locks);
    for (String name :
        List.of(
            EXECUTOR,
            JndiNames.OWN_REQUEST_EXECUTOR,
            JndiNames.OWN_STREAM_EXECUTOR,
            JndiNames.OWN_HEARTBEAT_EXECUTOR)) {
      entries.put(name, executor(name));
    }
    entries.put("java:comp/TransactionSynchronizationRegistry", noTransaction());
    entries.put(JndiNames.APPLICATION_NAME, "in-process-app");
    MemoryJndi.install(entries);
    try {
      beans = application().initialize();
    } catch (RuntimeException e) {
      closeContainer();
      throw e;
    }
    http = GrizzlyHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/api"), api());
  }

  /** What a server finds by scanning the WAR, and a provider of the tests as if it were in it. */
  private static Weld application() {
    return new Weld()
        .disableDiscovery()
        .setBeanDiscoveryMode(BeanDiscoveryMode.ANNOTATED)
        .addPackages(
            true,
            CastellanApplication.class,
            StartUp.class,
            ContainerWiring.class,
            MetricsResource.class,
            org.castellan.storage.Provider.class,
            ToyProvider.class);
  }

  private ResourceConfig api() {
    List<Class<?>> components =
        beans.getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .<Class<?>>map(Bean::getBeanClass)
            .filter(
                type ->
                    type.isAnnotationPresent(Path.class)
                        || type.isAnnotationPresent(Provider.class))
            .distinct()
            .toList();
    var config = new ResourceConfig().register(DependentInJersey.binder(beans, components));
    config.register(ServletRequestInJersey.binder());
    components.forEach(type -> config.register(beans.select(type).get()));
    return config;
  }

  private ManagedScheduledExecutorService executor(String name) {
    var threads = new ManagedThreads(name, 8);
    executors.add(threads);
    return threads.executor();
  }

  private static TransactionSynchronizationRegistry noTransaction() {
    return (TransactionSynchronizationRegistry)
        Proxy.newProxyInstance(
            InProcessServer.class.getClassLoader(),
            new Class<?>[] {TransactionSynchronizationRegistry.class},
            (proxy, method, arguments) -> Status.STATUS_NO_TRANSACTION);
  }

  String url() {
    return "http://127.0.0.1:" + http.getListener("grizzly").getPort();
  }

  /** As a server that undeploys the application. */
  @Override
  public void close() {
    http.shutdownNow();
    beans.shutdown();
    closeContainer();
  }

  private void closeContainer() {
    executors.forEach(ManagedThreads::close);
    MemoryJndi.uninstall();
  }
}

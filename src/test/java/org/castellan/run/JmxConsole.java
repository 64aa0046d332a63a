package org.castellan.run;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A server's beans, through its own management interface and without any class of Castellan's. */
final class JmxConsole implements AutoCloseable {

  private static final String RMI = "service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi";
  private static final String REMOTING = "service:jmx:remote+http://127.0.0.1:%d";

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  @SuppressWarnings("BanJNDI") // The tests' own server answers.
  private JmxConsole(String url, Map<String, ?> environment) throws IOException {
    connector = JMXConnectorFactory.connect(new JMXServiceURL(url), environment);
    beans = connector.getMBeanServerConnection();
  }

  /** That of a server which is running. */
  static JmxConsole of(Server server) throws IOException {
    if (server instanceof WildFly wildFly) {
      return remoting(wildFly.managementPort());
    }
    if (server instanceof PayaraServer payara) {
      var administrator = Map.of(JMXConnector.CREDENTIALS, new String[] {"admin", ""});
      return new JmxConsole(RMI.formatted(payara.jmxPort()), administrator);
    }
    return new JmxConsole(RMI.formatted(((WithJmx) server).jmxPort()), Map.of());
  }

  /** WildFly's, which trusts who can read its files. */
  private static JmxConsole remoting(int managementPort) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    var client = client();
    thread.setContextClassLoader(client);
    try {
      return new JmxConsole(
          REMOTING.formatted(managementPort),
          Map.of(JMXConnectorFactory.PROTOCOL_PROVIDER_CLASS_LOADER, client));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Never closed: the client's threads outlive the connection. */
  private static URLClassLoader client() throws IOException {
    Path jar = Servers.unpacked("wildfly-\\d.*").resolve("bin/client/jboss-client.jar");
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, JmxConsole.class.getClassLoader());
  }

  Set<ObjectName> find(String pattern) throws IOException, JMException {
    return beans.queryNames(new ObjectName(pattern), null);
  }

  /** The one bean that the pattern means. */
  ObjectName one(String pattern) throws IOException, JMException {
    var found = find(pattern);
    if (found.size() != 1) {
      throw new AssertionError(pattern + " finds " + found);
    }
    return found.iterator().next();
  }

  Object read(ObjectName bean, String attribute) throws IOException, JMException {
    return beans.getAttribute(bean, attribute);
  }

  /** A field of an attribute that is composed. */
  Object read(ObjectName bean, String attribute, String field) throws IOException, JMException {
    return ((CompositeData) read(bean, attribute)).get(field);
  }

  /** A number of an attribute that counts by names; 0 when it has not that name. */
  long count(ObjectName bean, String attribute, String name) throws IOException, JMException {
    var row = ((TabularData) read(bean, attribute)).get(new Object[] {name});
    return row == null ? 0 : (Long) row.get("value");
  }

  Object call(ObjectName bean, String operation) throws IOException, JMException {
    return beans.invoke(bean, operation, new Object[0], new String[0]);
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}

package org.castellan.runtime.management;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows beans in the server's console and takes them away again. A replica that cannot be shown
 * works all the same. Thread-safe.
 */
public final class ConsoleBeans {

  private static final Logger LOG = System.getLogger(ConsoleBeans.class.getName());

  private final MBeanServer server;
  private final Map<ObjectName, Object> beans;
  private final Set<ObjectName> shown = new HashSet<>();

  ConsoleBeans(MBeanServer server, Map<ObjectName, Object> beans) {
    this.server = server;
    this.beans = Map.copyOf(beans);
  }

  /** Does nothing for those that are shown already. */
  public synchronized void show() {
    beans.forEach(this::show);
  }

  private void show(ObjectName name, Object bean) {
    if (shown.contains(name)) {
      return;
    }
    try {
      server.registerMBean(bean, name);
      shown.add(name);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "The console does not show {0}: {1}", name, e.toString());
    }
  }

  /** Takes away those that this one has shown. Idempotent. */
  public synchronized void hide() {
    shown.forEach(this::hide);
    shown.clear();
  }

  private void hide(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (JMException e) {
      LOG.log(Level.DEBUG, "{0} is gone already: {1}", name, e.toString());
    }
  }
}

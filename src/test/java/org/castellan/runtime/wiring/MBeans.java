package org.castellan.runtime.wiring;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the server's console shows of the application. */
final class MBeans {

  private MBeans() {}

  /** Every attribute of every bean, and what each bean tells of itself. */
  static void addTo(Outputs outputs) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName bean : server.queryNames(new ObjectName("org.castellan:*"), null)) {
      String output =
          "MXBean: "
              + Stream.of("type", "scope")
                  .map(bean::getKeyProperty)
                  .filter(value -> value != null)
                  .reduce((type, scope) -> type + " " + scope)
                  .orElseThrow();
      var info = server.getMBeanInfo(bean);
      outputs.add(output, bean + " " + info);
      for (MBeanAttributeInfo attribute : info.getAttributes()) {
        outputs.add(output, String.valueOf(server.getAttribute(bean, attribute.getName())));
      }
    }
  }
}

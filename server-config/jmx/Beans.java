import java.util.Map;
import java.util.TreeSet;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Prints Castellan's beans, or has them do something. Runs as it is, without being compiled first:
 *
 * <pre>java server-config/jmx/Beans.java URL [PATTERN [OPERATION]]</pre>
 *
 * User and password, where the server wants them, come from JMX_USER and JMX_PASSWORD.
 */
public final class Beans {

  private static final String ALL = "org.castellan:*";

  private Beans() {}

  public static void main(String... arguments) throws Exception {
    String pattern = arguments.length > 1 ? arguments[1] : ALL;
    try (JMXConnector connector =
        JMXConnectorFactory.connect(new JMXServiceURL(arguments[0]), credentials())) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      for (ObjectName bean : new TreeSet<>(server.queryNames(new ObjectName(pattern), null))) {
        System.out.println(bean);
        if (arguments.length > 2) {
          Object answer = server.invoke(bean, arguments[2], new Object[0], new String[0]);
          System.out.println("  " + arguments[2] + ": " + (answer == null ? "done" : answer));
        } else {
          print(server, bean);
        }
      }
    }
    System.exit(0); // Some clients leave threads behind.
  }

  private static Map<String, ?> credentials() {
    String user = System.getenv("JMX_USER");
    String password = System.getenv().getOrDefault("JMX_PASSWORD", "");
    return user == null
        ? Map.of()
        : Map.of(JMXConnector.CREDENTIALS, new String[] {user, password});
  }

  private static void print(MBeanServerConnection server, ObjectName bean) throws Exception {
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
      print("  ", attribute.getName(), server.getAttribute(bean, attribute.getName()));
    }
  }

  private static void print(String indent, String name, Object value) {
    if (value instanceof CompositeData fields) {
      System.out.println(indent + name + ":");
      fields
          .getCompositeType()
          .keySet()
          .forEach(field -> print(indent + "  ", field, fields.get(field)));
    } else if (value instanceof TabularData rows) {
      System.out.println(indent + name + ":");
      for (Object row : rows.values()) {
        CompositeData entry = (CompositeData) row;
        print(indent + "  ", entry.get("key").toString(), entry.get("value"));
      }
    } else if (value instanceof CompositeData[] all) {
      for (int i = 0; i < all.length; i++) {
        print(indent, name + "[" + i + "]", all[i]);
      }
    } else {
      System.out.println(indent + name + ": " + value);
    }
  }
}

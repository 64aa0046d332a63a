package org.castellan.runtime.management;

import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The names of the beans. They carry the application and the node, because several copies of the
 * WAR may share a JVM, and the environment that names the node with it.
 *
 * @param application as the server calls it
 * @param node the replica's id
 */
public record BeanNames(String application, String node) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

  ObjectName of(String type, String scope) {
    return name("type=" + type + ",scope=" + scope);
  }

  ObjectName of(String type) {
    return name("type=" + type);
  }

  private ObjectName name(String what) {
    try {
      return new ObjectName(
          "org.castellan:%s,application=%s,node=%s"
              .formatted(what, value(application), value(node)));
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException("what is not plain is quoted", e);
    }
  }

  private static String value(String text) {
    return PLAIN.matcher(text).matches() ? text : ObjectName.quote(text);
  }
}

package org.castellan.runtime.wiring;

import java.util.HashMap;
import java.util.Map;

/** The configuration of an {@link InProcessServer}, for as long as it is open. */
final class InProcessSettings implements AutoCloseable {

  static final String TOKEN = "in-process-in-process-admin-token";

  private final Map<String, String> settings = new HashMap<>();

  InProcessSettings() {
    set("castellan.admin.token", TOKEN);
    set("castellan.encryption.keyset", "aW4tcHJvY2Vzcy1pbi1wcm9jZXNzLWtleXNldC0xMjM=");
    set("castellan.node.id", "in-process");
    set("castellan.checker.initial.delay", "PT0.1S");
    set("castellan.datasource.jndi", InProcessServer.WORK);
    set("castellan.lock.datasource.jndi", InProcessServer.LOCKS);
    set("castellan.executor.jndi", InProcessServer.EXECUTOR);
  }

  void set(String property, String value) {
    settings.put(property, value);
    System.setProperty(property, value);
  }

  @Override
  public void close() {
    settings.keySet().forEach(System::clearProperty);
  }
}

package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of commands for Payara in server-config/. */
final class PayaraCommands {

  private static final Path CONFIG = Path.of("server-config").toAbsolutePath();
  private static final String RESOURCES = "castellan-resources.xml";

  private PayaraCommands() {}

  /** As an administrator makes them who does not run them in their own directory. */
  static String anywhere(String file) throws IOException {
    String resources = CONFIG.resolve("payara").resolve(RESOURCES).toString();
    return Files.readString(CONFIG.resolve(file)).replace(RESOURCES, resources);
  }
}

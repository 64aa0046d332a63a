package org.castellan.run;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What the user asked for on Maven's command line.
 *
 * @param port of the first node; the others follow
 * @param nodes how many, 1 to 10
 */
record Options(int port, int nodes, boolean demo) {

  private static final Path HOME = Path.of(".castellan");

  static Options of(UnaryOperator<String> properties) {
    var options =
        new Options(
            number(properties, "port", 8080),
            number(properties, "nodes", 1),
            isSet(properties, "demo"));
    if (options.nodes < 1 || options.nodes > 10) {
      throw new LaunchException("-Dnodes must be from 1 to 10.");
    }
    if (options.port < 1 || options.port + 1000 + options.nodes > 65_535) {
      throw new LaunchException("-Dport must be from 1 to 64000.");
    }
    return options;
  }

  /** Where everything is kept that survives a restart; the demo has its own. */
  Path home() {
    return demo ? HOME.resolve("demo") : HOME;
  }

  /** Of the demo's storage servers. */
  IntStream storagePorts() {
    return IntStream.range(0, DemoStorage.SERVERS).map(server -> port + 1000 + server);
  }

  private static int number(UnaryOperator<String> properties, String name, int otherwise) {
    String value = properties.apply(name);
    try {
      return value == null || value.isBlank() ? otherwise : Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new LaunchException("-D" + name + " must be a number.", e);
    }
  }

  private static boolean isSet(UnaryOperator<String> properties, String name) {
    String value = properties.apply(name);
    return value != null && !value.equalsIgnoreCase("false");
  }
}

package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the user needs to know when everything is up; the last line says that it is. */
final class Banner {

  private final Options options;
  private final Map<String, String> environment;

  Banner(Options options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
  }

  /** The administrator's token. */
  String token() {
    return Optional.ofNullable(environment.get("CASTELLAN_ADMIN_TOKEN"))
        .orElseGet(() -> read(environment.getOrDefault("CASTELLAN_ADMIN_TOKEN_FILE", "")));
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void print(List<ServerNode> nodes) {
    String url = nodes.get(0).url();
    Console.line("");
    if (options.demo()) {
      Console.line("To paste:");
      Console.line("TOKEN='" + token() + "'");
      Demo.commands(url).forEach(Console::line);
      Console.line("");
    }
    Console.line("database     " + environment.get("CASTELLAN_DB_URL"));
    Console.line("logs         " + options.home().resolve("logs"));
    nodes.forEach(
        node -> Console.line("%-12s %s/ PID %d".formatted(node.id(), node.url(), node.pid())));
    Console.line("admin token  " + token());
    Console.line("READY " + url + "/");
  }
}

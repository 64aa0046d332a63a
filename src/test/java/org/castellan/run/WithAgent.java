package org.castellan.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server with OpenTelemetry's Java agent, which writes its spans to the server's log, a JSON
 * document a line.
 */
record WithAgent(Server server) implements Server {

  private static final Path AGENT = Path.of("target", "servers", "opentelemetry-javaagent.jar");

  @Override
  public List<String> command(int port, Path root) throws IOException {
    var command = new ArrayList<>(server.command(port, root));
    command.addAll(
        1,
        List.of(
            "-javaagent:" + AGENT.toAbsolutePath(),
            "-Dotel.service.name=castellan",
            "-Dotel.traces.exporter=experimental-otlp/stdout",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
    return command;
  }
}

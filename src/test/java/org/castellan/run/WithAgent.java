package org.castellan.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.castellan.testkit.ScriptsPage;

/**
 * A server with OpenTelemetry's Java agent, as docs/observability.md starts it.
 *
 * @param exporter where the spans go: to the server's log, a JSON document a line, or to a
 *     collector
 * @param collector its address
 */
record WithAgent(Server server, String exporter, String collector) implements Server {

  private static final Path AGENT = Path.of("target", "servers", "opentelemetry-javaagent.jar");
  private static final String COLLECTOR = "http://collector:4318";
  private static final Pattern OPTION = Pattern.compile("-javaagent:[^\" ]+");
  private static final Pattern VARIABLE = Pattern.compile("export (OTEL_\\w+)=(\\S+)");

  WithAgent(Server server) {
    this(server, "experimental-otlp/stdout", COLLECTOR);
  }

  static WithAgent to(String collector, Server server) {
    return new WithAgent(server, "otlp", collector);
  }

  private static String script() {
    String agent = AGENT.toAbsolutePath().toString();
    return ScriptsPage.kept("docs/observability.md")
        .script("-javaagent:")
        .replace("/opt/opentelemetry-javaagent.jar", agent);
  }

  @Override
  public List<String> command(int port, Path root) throws IOException {
    var command = new ArrayList<>(server.command(port, root));
    command.addAll(1, OPTION.matcher(script()).results().map(MatchResult::group).toList());
    command.addAll(
        2,
        List.of(
            "-Dotel.traces.exporter=" + exporter,
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return VARIABLE
        .matcher(script().replace(COLLECTOR, collector))
        .results()
        .collect(Collectors.toMap(variable -> variable.group(1), variable -> variable.group(2)));
  }
}

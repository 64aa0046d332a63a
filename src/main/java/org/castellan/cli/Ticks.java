package org.castellan.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The ledger. */
@Command(name = "ticks", description = "List a checker's ticks.")
final class Ticks {

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("TICK", "tick"),
          Column.of("STATE", "state"),
          Column.of("EPOCH", "epoch"),
          Column.of("NODE", "node"),
          Column.of("FINISHED", "finishedAt"),
          Column.of("VALIDATED", "validated"),
          Column.of("FAILED", "failed"),
          Column.of("SKIPPED", "skipped"),
          Column.of("REMAINING", "remaining"));

  private final Session session;

  Ticks(Session session) {
    this.session = session;
  }

  @Command(description = "The checker's ledger, newest first.")
  void list(
      @Parameters(paramLabel = "SCOPE") String scope,
      @Option(names = "--limit", defaultValue = Limit.DEFAULT, description = Limit.IS) int limit) {
    String ticks = Api.path("checkers", scope, "ticks");
    session.answers().list(session.api().list(ticks, Map.of(), limit), COLUMNS);
  }
}

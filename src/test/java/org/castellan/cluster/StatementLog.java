package org.castellan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castellan.run.LocalPostgres;
import org.jdbi.v3.core.Jdbi;

/**
 * Every statement that replicas sent, as PostgreSQL's own log has it: a pool's validations, empty
 * ones, and what begins a session or a transaction are among them.
 */
final class StatementLog {

  /** One execution leaves one such line, whatever else it leaves. */
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d+\\.\\d+) castellan/.*LOG: {2}duration: \\S+ ms {2}((bind|statement).*)");

  /**
   * @param text begins with how it was sent
   */
  record Statement(Instant at, String text) {}

  private final LocalPostgres postgres;

  /** Begins to log. */
  StatementLog(LocalPostgres postgres) {
    this.postgres = postgres;
    Jdbi.create(postgres.administrator())
        .useHandle(
            handle -> {
              handle.execute("alter system set log_line_prefix = '%n %a '");
              handle.execute("alter system set log_min_duration_statement = 0");
              handle.execute("select pg_reload_conf()");
            });
  }

  /** Those of a time on the database's clock. */
  List<Statement> between(Instant from, Instant until) {
    return read().stream()
        .flatMap(line -> parse(line).stream())
        .filter(each -> each.at().isAfter(from) && !each.at().isAfter(until))
        .toList();
  }

  private List<String> read() {
    try {
      return Files.readAllLines(postgres.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Statement> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(new Statement(instant(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  private static Instant instant(String epoch) {
    return Instant.ofEpochMilli(Math.round(Double.parseDouble(epoch) * 1000));
  }
}

package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a launcher that was killed has left running. */
final class Leftovers {

  private Leftovers() {}

  /** Ends the PostgreSQL that still runs on this data, if there is one. */
  static void endPostgres(Path data) throws IOException {
    postmaster(data).ifPresent(Leftovers::end);
  }

  /** As PostgreSQL's immediate shutdown. */
  static void crashPostgres(Path data) throws IOException {
    postmaster(data)
        .ifPresent(
            process -> {
              Signal.QUIT.send(process.pid());
              process.onExit().join();
            });
  }

  private static Optional<ProcessHandle> postmaster(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    String pid = Files.readAllLines(pidFile).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).filter(process -> runs(process, "postgres"));
  }

  /** A process id may belong to somebody else by now. */
  private static boolean runs(ProcessHandle process, String program) {
    return process.info().command().filter(command -> command.endsWith(program)).isPresent();
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

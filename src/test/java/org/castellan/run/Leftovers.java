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
    Path pidFile = data.resolve("postmaster.pid");
    if (Files.exists(pidFile)) {
      String pid = Files.readAllLines(pidFile).get(0).strip();
      Optional<ProcessHandle> postmaster =
          ProcessHandle.of(Long.parseLong(pid)).filter(process -> runs(process, "postgres"));
      postmaster.ifPresent(Leftovers::end);
    }
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

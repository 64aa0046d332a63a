package org.castellan.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Debian's docker-registry, which Maven cannot bring. */
final class OciRegistryProgram {

  /** What provides it. */
  static final String INSTALL = "apt-get install docker-registry";

  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");

  /** The registry takes the shell's place; what watches it ends it with the parent. */
  private static final String ENDS_WITH_PARENT =
      "exec 3<&0; (cat <&3 > /dev/null; kill -9 $$) & exec \"$0\" serve \"$1\" 3<&- < /dev/null";

  private OciRegistryProgram() {}

  static boolean isHere() {
    return Files.isExecutable(PROGRAM);
  }

  /** Skips the test where there is none. */
  static void require() {
    Assumptions.assumeTrue(
        isHere(), "there is no OCI registry here: `" + INSTALL + "` provides it");
  }

  /** Returns when it listens. Its log lies beside its settings. */
  static ServerProcess start(Path settings, int port) throws IOException {
    return ServerProcess.start(
        "docker-registry",
        new ProcessBuilder("sh", "-c", ENDS_WITH_PARENT, PROGRAM.toString(), settings.toString()),
        port,
        settings.resolveSibling("registry.log"));
  }
}

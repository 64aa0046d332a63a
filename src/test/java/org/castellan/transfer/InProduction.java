package org.castellan.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.castellan.run.Server;

/** A server whose JVM compiles as one that runs for long, with a heap of 384 MiB. */
record InProduction(Server server, Path collections) implements Server {

  /** In MiB, as {@link Server#java} has it. */
  static final int HEAP = 384;

  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  @Override
  public List<String> command(int port, Path root) throws IOException {
    var command = new ArrayList<>(server.command(port, root));
    if (!command.remove(SHORT_LIVED)) {
      throw new IllegalStateException("servers of tests are no longer started with " + SHORT_LIVED);
    }
    command.add(1, "-Xlog:gc:file=" + collections);
    return command;
  }
}

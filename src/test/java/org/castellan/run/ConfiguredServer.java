package org.castellan.run;

import java.io.IOException;
import java.util.List;

/**
 * A server whose own resources, which server-config/ has defined, are Castellan's. For one node.
 */
interface ConfiguredServer extends Server {

  /** What is in the name of each thread of the executor that the checkers run on. */
  String threads();

  /** What its own administration tells of that executor while it runs, in lines. */
  List<String> executorFigures(ServerNode node) throws IOException;

  /**
   * Configures it once more.
   *
   * @param restart ends the node's process and starts it again
   */
  void configureAgain(ServerNode node, Runnable restart) throws IOException;
}

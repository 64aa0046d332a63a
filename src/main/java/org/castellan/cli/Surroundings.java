package org.castellan.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a run finds around it.
 *
 * @param variables of the environment
 * @param stdout for what was asked for, as bytes
 * @param out the same as text
 * @param err for errors and progress
 * @param interactive whether somebody watches at a terminal
 */
record Surroundings(
    Map<String, String> variables,
    InputStream in,
    OutputStream stdout,
    PrintWriter out,
    PrintWriter err,
    boolean interactive) {

  Surroundings(
      Map<String, String> variables,
      InputStream in,
      OutputStream stdout,
      OutputStream stderr,
      boolean interactive) {
    this(Map.copyOf(variables), in, stdout, writer(stdout), writer(stderr), interactive);
  }

  static Surroundings ofThisProcess() {
    return new Surroundings(System.getenv(), System.in, System.out, System.err, isWatched());
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** From JDK 22 on there is a console even where there is no terminal, and it can be asked. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isWatched() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}

package org.castellan.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** What the launcher tells its user: standard output, a line at a time. Thread-safe. */
final class Console {

  /**
   * Not {@code System.out}: Maven's own resets the terminal's colours when the process is told to
   * end, and a line that is printed at that moment fails, and with it the stopping of the servers.
   */
  private static final PrintStream OUT =
      new PrintStream(
          new FileOutputStream(FileDescriptor.out),
          /* autoFlush= */ true,
          Charset.defaultCharset());

  private Console() {}

  static void line(String text) {
    OUT.println(text);
  }
}

package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What a process holds on to. */
final class LiveObjects {

  private static final String JCMD =
      Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

  private LiveObjects() {}

  /** What the tests start the process with, which is no part of the WAR. */
  private static final String TEST_KIT = "org.castellan.testkit.";

  /** The WAR's classes that have instances after a full garbage collection, once a class loader. */
  static List<String> ofCastellan(long pid) {
    try {
      Process jcmd =
          new ProcessBuilder(JCMD, Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      return jcmd.inputReader()
          .lines()
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .filter(name -> name.startsWith("org.castellan.") && !name.startsWith(TEST_KIT))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

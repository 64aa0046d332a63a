package org.castellan.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.castellan.testkit.EndsWithParent;

/** An application server that a replica can run on, in a process of its own. */
public interface Server {

  Path WAR = Path.of("target", "castellan.war");

  /**
   * Prepares the server's files and gives the command line that starts it with the WAR, on
   * 127.0.0.1.
   *
   * @param root a directory of the server's own, empty at the first start
   */
  List<String> command(int port, Path root) throws IOException;

  /** Variables that Castellan needs on this server, beside those of every node. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /**
   * The common beginning of such a command: a Java that ends with its parent.
   *
   * @param options of the JVM
   * @param classPath the server's
   * @param main the server's main class
   */
  static List<String> java(Jdk jdk, Path root, List<String> options, String classPath, String main)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(jdk.java().toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(root.resolve("tmp")));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath + File.pathSeparator + parentWatch(root)));
    command.addAll(List.of(EndsWithParent.class.getName(), main));
    return command;
  }

  /** Only that one class: the server shall see nothing else of the tests. */
  private static Path parentWatch(Path root) throws IOException {
    String file = EndsWithParent.class.getName().replace('.', '/') + ".class";
    Path copy = root.resolve("classes").resolve(file);
    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
    try (InputStream original = EndsWithParent.class.getClassLoader().getResourceAsStream(file)) {
      Files.write(copy, Objects.requireNonNull(original).readAllBytes());
    }
    return root.resolve("classes");
  }
}

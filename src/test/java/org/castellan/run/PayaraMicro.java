package org.castellan.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.castellan.testkit.EndsWithParent;

/** The command line of a Payara Micro that ends with its parent. */
final class PayaraCommand {

  private static final Path SERVER = Path.of("target", "servers", "payara-micro.jar");
  private static final Path WAR = Path.of("target", "castellan.war");

  private PayaraCommand() {}

  static List<String> of(int port, Path root, Path preboot) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(root.resolve("tmp")));
    command.addAll(openModules());
    command.addAll(
        List.of("-cp", SERVER.toAbsolutePath() + File.pathSeparator + parentWatch(root)));
    command.addAll(List.of(EndsWithParent.class.getName(), "fish.payara.micro.PayaraMicro"));
    command.add("--nohazelcast");
    command.addAll(List.of("--prebootcommandfile", preboot.toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--rootdir", root.resolve("runtime").toString()));
    command.addAll(List.of("--deploy", WAR.toAbsolutePath().toString()));
    return command;
  }

  /** What the jar's manifest asks for, which counts only when it is started with -jar. */
  private static List<String> openModules() throws IOException {
    try (var jar = new JarFile(SERVER.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      return Stream.concat(
              options("--add-exports", manifest.getValue("Add-Exports")),
              options("--add-opens", manifest.getValue("Add-Opens")))
          .toList();
    }
  }

  private static Stream<String> options(String option, String packages) {
    return Stream.of(packages.split(" ", -1)).map(each -> option + "=" + each + "=ALL-UNNAMED");
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

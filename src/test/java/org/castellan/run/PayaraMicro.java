package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.castellan.testkit.DirectoryTree;

/** Payara Micro, which is one jar. */
public final class PayaraMicro implements Server {

  static final Path JAR = Path.of("target", "servers", "payara-micro.jar");
  static final String LOOPBACK =
      "set configs.config.server-config.network-config.network-listeners.network-listener."
          + "http-listener.address=127.0.0.1\n";

  private final Jdk jdk;
  private final Path war;

  public PayaraMicro() {
    this(WAR);
  }

  PayaraMicro(Jdk jdk) {
    this(jdk, WAR);
  }

  /**
   * @param war the version of Castellan that it runs
   */
  public PayaraMicro(Path war) {
    this(Jdk.running(), war);
  }

  private PayaraMicro(Jdk jdk, Path war) {
    this.jdk = jdk;
    this.war = war;
  }

  /** Each start begins afresh: with the directory of the last one it would load the WAR twice. */
  @Override
  public List<String> command(int port, Path root) throws IOException {
    DirectoryTree.delete(directory(root));
    return commandWhereItIs(port, root);
  }

  static Path directory(Path root) {
    return root.resolve("runtime");
  }

  /** The same with the directory of the last start, if there was one. */
  List<String> commandWhereItIs(int port, Path root) throws IOException {
    Path preboot = Files.writeString(root.resolve("preboot.txt"), LOOPBACK);
    List<String> command =
        Server.java(
            jdk,
            root,
            openModules(),
            JAR.toAbsolutePath().toString(),
            "fish.payara.micro.PayaraMicro");
    command.addAll(List.of("--nohazelcast", "--disablephonehome"));
    command.addAll(List.of("--prebootcommandfile", preboot.toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--rootdir", directory(root).toString()));
    command.addAll(List.of("--deploy", war.toAbsolutePath().toString()));
    return command;
  }

  /** What the jar's manifest asks for, which counts only when it is started with -jar. */
  private static List<String> openModules() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
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
}

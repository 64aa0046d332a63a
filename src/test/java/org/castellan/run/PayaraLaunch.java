package org.castellan.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How Payara's own program starts a domain, which leaves that behind as a process of its own: here
 * it becomes this one's child.
 */
record PayaraLaunch(List<String> options, String classPath, String main, List<String> arguments) {

  private static final String SHELL = "-Dosgi.shell.telnet.port=";

  /**
   * @param lines what {@code start-domain --dry-run} says: an introduction, the Java program, and
   *     its arguments, each in a line of its own
   */
  static PayaraLaunch parse(List<String> lines) {
    int classPath = lines.indexOf("-cp") + 1;
    int main = classPath + 1;
    while (lines.get(main).startsWith("-")) {
      main++;
    }
    int end = main + lines.subList(main, lines.size()).indexOf("");
    return new PayaraLaunch(
        lines.subList(classPath + 1, main),
        lines.get(classPath),
        lines.get(main),
        lines.subList(main + 1, end));
  }

  List<String> command(Jdk jdk, Path root) throws IOException {
    List<String> own =
        options.stream().map(each -> each.startsWith(SHELL) ? SHELL + Ports.free() : each).toList();
    List<String> command = Server.java(jdk, root, own, classPath, main);
    command.addAll(arguments);
    // Standard input is what the process ends with, and holds no password.
    command.set(command.indexOf("-read-stdin") + 1, "false");
    return command;
  }
}

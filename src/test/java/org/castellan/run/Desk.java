package org.castellan.run;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.castellan.testkit.Program;
import org.castellan.testkit.Workspace;

/**
 * What an administrator has before him who follows docs/deploying.md: the WAR, server-config, a
 * shell with the replica's variables, and a database. Not thread-safe.
 */
final class Desk implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Program UNZIP = new Program("unzip", "unzip");

  private final Path directory;
  private final LocalPostgres postgres;
  private final int port = Ports.free();
  private final Map<String, String> environment = new HashMap<>();

  /**
   * Starts the database.
   *
   * @param directory an empty one
   */
  Desk(Path directory) {
    UNZIP.require();
    this.directory = directory;
    postgres = new LocalPostgres(directory, Ports.free());
    postgres.start();
    Path home = Jdk.running().home();
    environment.put("JAVA_HOME", home.toString());
    environment.put("PATH", home.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
    environment.put("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    environment.put("CASTELLAN_DB_URL", postgres.url());
    environment.put("CASTELLAN_ADMIN_TOKEN", TestCluster.TOKEN);
    environment.put("CASTELLAN_ENCRYPTION_KEYSET", TestCluster.KEY);
    environment.put("CASTELLAN_NODE_ID", "node-1");
    place("server-config", Path.of("server-config"));
    place("castellan.war", Server.WAR);
  }

  /** Puts a copy of a file or directory there. */
  Path place(String name, Path original) {
    try {
      Path copy = directory.resolve(name);
      Servers.copy(original, copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a variable for all that is run from then on. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  /** Changes a file that was placed. */
  void change(String file, String from, String to) {
    try {
      Path path = directory.resolve(file);
      String text = Files.readString(path);
      if (!text.contains(from)) {
        throw new AssertionError(file + " does not say " + from);
      }
      Files.writeString(path, text.replace(from, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a script to its good end; what it said. */
  String paste(String script) {
    return new Workspace(directory, environment).run(script);
  }

  /** Starts a script that stays. */
  Foreground start(String id, String script) {
    return Foreground.start(id, directory, environment, script);
  }

  /** Where the replica is to listen. */
  int port() {
    return port;
  }

  Api api() {
    return new Api("http://127.0.0.1:" + port, TestCluster.TOKEN);
  }

  void awaitReady() {
    await().atMost(PATIENCE).until(api()::isReady);
  }

  @Override
  public void close() {
    postgres.close();
  }
}

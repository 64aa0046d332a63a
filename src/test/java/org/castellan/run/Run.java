package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.castellan.testkit.S3Server;

/** {@code mvn -Prun}: a cluster on this machine until Ctrl-C. */
public final class Run {

  /** Kept, because the logging system forgets loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger("io.zonky.test");

  /** With 8 backends, 4 at a time on one host, a tick takes some three seconds. */
  private static final Duration SLOW = Duration.ofMillis(1500);

  private final Options options;
  private final NodeEnvironment given;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean stopped;

  private Run(Options options, NodeEnvironment given) {
    this.options = options;
    this.given = given;
  }

  /** Runs until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    QUIET.setLevel(Level.WARNING);
    try {
      var run = new Run(Options.of(System::getProperty), new NodeEnvironment(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
      run.start();
    } catch (LaunchException e) {
      Console.line("Castellan was not started: " + e.getMessage());
      throw e;
    }
    new CountDownLatch(1).await();
  }

  private void start() throws InterruptedException, IOException {
    requirePorts();
    Files.createDirectories(options.home());
    Map<String, String> environment = given.forNodes(options);
    if (!given.hasDatabase()) {
      environment.put("CASTELLAN_DB_URL", startPostgres());
    }
    var cluster = keep(new Cluster());
    Console.line("starting %d on Payara Micro".formatted(options.nodes()));
    cluster.start(options.nodes(), options.port(), options.home(), environment);
    cluster.awaitReady();
    var banner = new Banner(options, environment);
    if (options.demo()) {
      startDemo(new Api(cluster.nodes().get(0).url(), banner.token()));
    }
    banner.print(cluster.nodes());
  }

  private void requirePorts() {
    for (int i = 0; i < options.nodes(); i++) {
      Ports.requireFree(options.port() + i, "choose others with -Dport=<first port>");
    }
    if (options.demo()) {
      String advice = "choose another with -Dport, S3 is 1000 and 1001 above it";
      Ports.requireFree(options.s3Port(), advice);
      Ports.requireFree(options.slowS3Port(), advice);
    }
  }

  private String startPostgres() {
    Console.line("starting PostgreSQL, its data in " + options.home().resolve("postgres"));
    var postgres = keep(new LocalPostgres(options.home(), Ports.free()));
    postgres.start();
    return postgres.url();
  }

  private void startDemo(Api api) throws IOException {
    var s3 = keep(S3Server.start(home("s3"), options.s3Port()));
    var slow = keep(S3Server.start(home("s3-slow"), options.slowS3Port(), SLOW));
    Console.line(
        "started S3 servers at %s and, slow, %s".formatted(s3.endpoint(), slow.endpoint()));
    new Demo(api, s3, slow).register();
  }

  private Path home(String part) throws IOException {
    return Files.createDirectories(options.home().resolve(part));
  }

  private synchronized <T extends AutoCloseable> T keep(T part) {
    if (stopped) {
      throw new LaunchException("It was stopped before it was up.");
    }
    running.push(part);
    return part;
  }

  /** The last started first; each tries. */
  private synchronized void stop() {
    stopped = true;
    Console.line("stopping");
    running.forEach(Run::close);
    Console.line("stopped");
  }

  /** Whatever fails, the rest must end. */
  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      Console.line("not stopped cleanly: " + e);
    }
  }
}

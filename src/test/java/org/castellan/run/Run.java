package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code mvn -Prun}: a cluster on this machine until Ctrl-C. */
public final class Run {

  /** Kept, because the logging system forgets loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger("io.zonky.test");

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
      String advice = "choose another with -Dport, the storage servers are 1000 to 1003 above it";
      options.storagePorts().forEach(port -> Ports.requireFree(port, advice));
    }
  }

  private String startPostgres() {
    Console.line("starting PostgreSQL, its data in " + options.home().resolve("postgres"));
    var postgres = keep(new LocalPostgres(options.home(), Ports.free()));
    postgres.start();
    return postgres.url();
  }

  private void startDemo(Api api) {
    var storage =
        keep(DemoStorage.start(options.home(), options.storagePorts().iterator()::nextInt));
    new Demo(api, storage).register();
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

package org.castellan.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.castellan.run.LocalPostgres;
import org.castellan.run.Node;
import org.castellan.run.PayaraMicro;
import org.castellan.run.Ports;
import org.castellan.run.Server;
import org.castellan.run.ServerNode;
import org.castellan.testkit.S3Server;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.xa.PGXADataSource;

/**
 * Replicas in processes of their own on one PostgreSQL, each with its own doors to it and to the
 * providers. One test thread at a time.
 */
public final class Cluster implements AutoCloseable {

  static final String TOKEN = "canary-canary-canary-admin-token";
  static final String KEY = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnkta2V5c2V0LTEyMzQ=";

  private static final Duration START = Duration.ofMinutes(3);

  /** How a replica's process is started, not waiting for it. */
  interface Launcher {
    Node start(Host host, String id, Path home, Map<String, String> environment);
  }

  /** What is special about a cluster. */
  interface Setup {

    /** Where the replicas find the database, which listens on {@code port}. */
    default int databasePort(int port) {
      return port;
    }

    /** The times that differ from those of production. */
    default Map<String, String> times() {
      return Timing.environment();
    }

    /** The machine of a replica, counted from 1. */
    default Host host(int number) {
      return Host.shared(number);
    }

    /** What it is told besides the common settings. */
    default Map<String, String> environment(int number) {
      return Map.of();
    }
  }

  private final Path home = Path.of("target", "it", "cluster-" + UUID.randomUUID());
  private final LocalPostgres postgres = new LocalPostgres(home, Ports.free());
  private final List<Member> members = new ArrayList<>();
  private final Database database;
  private final Tenants tenants;

  private Cluster(int size, Setup setup, Launcher launcher) {
    postgres.start();
    this.database = new Database(jdbi());
    int databasePort = setup.databasePort(postgres.port());
    int providerPort = 0;
    for (int number = 1; number <= size; number++) {
      Host host = setup.host(number);
      var doors = new Doors(host, databasePort, S3Server.shared().port(), providerPort);
      providerPort = doors.providers.port();
      String id = id(number);
      var environment = environment(id, doors, setup, number);
      members.add(new Member(id, doors, () -> launcher.start(host, id, home, environment)));
    }
    this.tenants = new Tenants(database.jdbi(), KEY, providerPort);
  }

  private Cluster ready() {
    awaitReady();
    database.prepare();
    return this;
  }

  /** Real servers with the WAR. */
  static Cluster ofServers(int size) {
    return ofServers(size, id -> Server.WAR);
  }

  /** Each start of a replica asks which version of the WAR it is to run. */
  static Cluster ofServers(int size, Function<String, Path> war) {
    return new Cluster(
            size,
            new Setup() {},
            (host, id, home, environment) ->
                ServerNode.start(
                    new PayaraMicro(war.apply(id)), id, Ports.free(), home, environment))
        .ready();
  }

  /** Replicas without a server, which start in a second or two. */
  static Cluster ofJvms(int size) {
    return ofJvms(size, new Setup() {});
  }

  static Cluster ofJvms(int size, Setup setup) {
    return ofJvmsThatWait(size, setup).ready();
  }

  /** Some that may not come up, and are not waited for. */
  static Cluster ofJvmsThatWait(int size, Setup setup) {
    return new Cluster(size, setup, JvmNode::start);
  }

  private Jdbi jdbi() {
    var source = new PGXADataSource();
    source.setUrl("jdbc:postgresql://" + postgres.url());
    source.setUser("castellan");
    source.setApplicationName("kit");
    return Jdbi.create(XaPool.of(source));
  }

  private Map<String, String> environment(String id, Doors doors, Setup setup, int number) {
    var environment = new HashMap<>(setup.times());
    environment.put("CASTELLAN_ADMIN_TOKEN", TOKEN);
    environment.put("CASTELLAN_ENCRYPTION_KEYSET", KEY);
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.putAll(doors.environment(home, id, "castellan"));
    environment.putAll(setup.environment(number));
    return environment;
  }

  /** Of the replica with that number, from 1. */
  static String id(int number) {
    return "node-" + number;
  }

  /** A new case; nothing happens before {@link Scenario#check}. */
  Scenario scenario(String name) {
    return new Scenario(this, name);
  }

  /** Heals every door, starts what is dead, and waits until all replicas are there. */
  void makeWhole() {
    mend();
    awaitReady();
  }

  /** The same without waiting. */
  void mend() {
    for (Member member : members) {
      member.doors().heal();
      member.thaw();
      member.revive();
    }
  }

  private void awaitReady() {
    members.forEach(this::awaitReady);
  }

  /** Waits until the replica has started. */
  void awaitReady(Member member) {
    await(member.id() + " is up, see " + member.logFile())
        .atMost(START)
        .until(() -> database.hasSeen(member.id(), member.launchedAt()));
  }

  List<Member> members() {
    return List.copyOf(members);
  }

  Member member(String id) {
    return members.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** The provider's own log, of all replicas. */
  List<Call> calls() {
    return members.stream()
        .flatMap(member -> member.doors().calls(member.id()))
        .sorted(Comparator.comparing(Call::at))
        .toList();
  }

  LocalPostgres postgres() {
    return postgres;
  }

  Database database() {
    return database;
  }

  Tenants tenants() {
    return tenants;
  }

  @Override
  public void close() {
    members.forEach(Member::close);
    database.close();
    postgres.close();
  }
}

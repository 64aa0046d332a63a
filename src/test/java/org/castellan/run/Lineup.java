package org.castellan.run;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Servers that make one cluster, all on the same Java; the first one has number 0. */
record Lineup(Jdk jdk, List<ServerKind> kinds) {

  /** In which the whole matrix is run. */
  private static final List<Integer> JDKS = List.of(17, 25);

  private static final boolean WHOLE = "all".equals(System.getProperty("castellan.servers"));

  /**
   * One of each family, on the Java that runs this; with {@code -Dcastellan.servers=all} all, on
   * each Java of the matrix that is installed.
   */
  static Stream<Lineup> ofThisRun() {
    if (!WHOLE) {
      return Stream.of(
          new Lineup(Jdk.running(), List.of(ServerKind.WILDFLY, ServerKind.PAYARA_MICRO_6)));
    }
    return JDKS.stream().map(Jdk::of).flatMap(Optional::stream).map(Lineup::whole);
  }

  /** Whether all servers are asked for. */
  static boolean isWhole() {
    return WHOLE;
  }

  private static Lineup whole(Jdk jdk) {
    return new Lineup(
        jdk, Arrays.stream(ServerKind.values()).filter(kind -> kind.runsOn(jdk)).toList());
  }

  Server[] servers() {
    return kinds.stream().map(this::inspectable).toArray(Server[]::new);
  }

  private Server inspectable(ServerKind kind) {
    Server server = kind.on(jdk);
    return server instanceof PayaraMicro ? new WithJmx(server, Ports.free()) : server;
  }

  IntStream nodes() {
    return IntStream.range(0, kinds.size());
  }

  @Override
  public String toString() {
    return kinds.stream()
        .map(ServerKind::title)
        .collect(joining(", ", "", " on JDK " + jdk.version()));
  }
}

package org.castellan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a replica's process takes up, as seen from outside.
 *
 * @param threads of its process
 * @param databaseConnections through its door
 * @param providerConnections the same
 */
record Footprint(int threads, int databaseConnections, int providerConnections) {

  /** The threads of its executors come with the work; they are fewer than that together. */
  private static final int WORKERS = 80;

  /** What a sweep has in flight, slow ones included. */
  private static final int FLIGHTS = Timing.PARALLEL * 5;

  static Footprint of(Member member) {
    return new Footprint(
        threads(member.pid()),
        member.doors().database.openConnections(),
        member.doors().providers.openConnections());
  }

  /**
   * Whether it has grown since by no more than what its pools are allowed to hold.
   *
   * @param serversPools the threads that a server under it may have besides
   */
  boolean isTidySince(Footprint atRest, int serversPools) {
    return threads <= atRest.threads + WORKERS + serversPools
        && databaseConnections <= Leftovers.SESSIONS
        && providerConnections <= FLIGHTS;
  }

  private static int threads(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("Threads:"))
          .mapToInt(line -> Integer.parseInt(line.substring("Threads:".length()).strip()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

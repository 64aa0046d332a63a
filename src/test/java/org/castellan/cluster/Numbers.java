package org.castellan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** What the cases measured, kept for the table in docs/reliability.md. */
final class Numbers {

  static final Path HANDOVERS = Path.of("target", "reliability", "handovers.txt");

  static final Path CALLS = Path.of("target", "reliability", "calls.txt");

  static final Path CAPS = Path.of("target", "reliability", "caps.txt");

  static final Path IDLE = Path.of("target", "reliability", "idle.txt");

  private Numbers() {}

  /** A line of three fields. */
  static void handover(String fault, Duration bound, Duration took) {
    append(HANDOVERS, "%s|%d|%d".formatted(fault, bound.toMillis(), took.toMillis()));
  }

  /** Provider calls for each backend in each tick, without a fault. */
  static void calls(String replicas, double perBackendAndTick) {
    append(CALLS, "%s|%.2f".formatted(replicas, perBackendAndTick));
  }

  /** How long a tick lasted in which every validation hung. */
  static void cap(Duration cap, Duration lasted) {
    append(CAPS, "%d|%d".formatted(cap.toMillis(), lasted.toMillis()));
  }

  /** How many statements a replica that had nothing to do sent in a time. */
  static void idle(Duration watched, int statements) {
    append(IDLE, "%d|%d".formatted(watched.toMillis(), statements));
  }

  private static void append(Path file, String line) {
    try {
      Files.createDirectories(Path.of("target", "reliability"));
      Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

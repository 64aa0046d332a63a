package org.castellan.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a replica's process has used so far.
 *
 * @param collections its log of garbage collections
 */
record ReplicaUse(ProcessHandle process, Path collections) {

  private static final Pattern PAUSE = Pattern.compile("Pause (\\w+) .* (\\d+)M->(\\d+)M\\(");

  double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /** The most that it ever had in memory at once, in MiB, as the kernel counts. */
  int peakResident() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The most that its heap held when a collection began, in MiB. */
  int peakHeap() {
    return pauses().mapToInt(Pause::before).max().orElse(0);
  }

  /** The most that a collection left in its heap, in MiB. */
  int peakLive() {
    return pauses().filter(pause -> !pause.gaveUp()).mapToInt(Pause::after).max().orElse(0);
  }

  /** In MiB. */
  private record Pause(String kind, int before, int after) {

    static Pause of(MatchResult line) {
      return new Pause(
          line.group(1), Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3)));
    }

    /** It found no room to move things to: a full one comes next. */
    boolean gaveUp() {
      return kind.equals("Young") && before == after;
    }
  }

  private Stream<Pause> pauses() {
    try {
      return PAUSE.matcher(Files.readString(collections)).results().map(Pause::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

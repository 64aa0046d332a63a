package org.castellan.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a replica's process has used so far.
 *
 * @param collections its log of garbage collections
 */
record ReplicaUse(ProcessHandle process, Path collections) {

  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

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
    return collections(1).max().orElse(0);
  }

  /** The most that a collection left in its heap, in MiB. */
  int peakLive() {
    return collections(2).max().orElse(0);
  }

  private IntStream collections(int group) {
    try {
      return Files.readAllLines(collections).stream()
          .map(COLLECTION::matcher)
          .filter(Matcher::find)
          .mapToInt(found -> Integer.parseInt(found.group(group)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.castellan.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How often each operation answered with each status. */
final class FuzzTally {
  private final SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();

  void count(String operation, String column) {
    counts.computeIfAbsent(operation, key -> new TreeMap<>()).merge(column, 1, Integer::sum);
  }

  int total() {
    return counts.values().stream().flatMap(row -> row.values().stream()).mapToInt(i -> i).sum();
  }

  /** On standard output, and in {@code target/fuzz.md}. */
  void print(long seed) throws IOException {
    String text = "Fuzz: %d requests, -Dfuzz.seed=%d%n%n%s".formatted(total(), seed, table());
    System.out.println(text);
    Files.writeString(Path.of("target", "fuzz.md"), text);
  }

  private String table() {
    SortedSet<String> columns = new TreeSet<>();
    counts.values().forEach(row -> columns.addAll(row.keySet()));
    SortedMap<String, Integer> sums = new TreeMap<>();
    counts.values().forEach(row -> row.forEach((column, n) -> sums.merge(column, n, Integer::sum)));
    return row("call", columns.stream().collect(Collectors.toMap(it -> it, it -> it)), columns)
        + "|---".repeat(columns.size() + 1)
        + "|\n"
        + counts.entrySet().stream()
            .map(entry -> row("`" + entry.getKey() + "`", entry.getValue(), columns))
            .collect(Collectors.joining())
        + row("all", sums, columns);
  }

  private static String row(String title, Map<String, ?> cells, SortedSet<String> columns) {
    return columns.stream()
        .map(column -> cells.containsKey(column) ? String.valueOf(cells.get(column)) : "")
        .collect(Collectors.joining(" | ", "| " + title + " | ", " |\n"));
  }
}

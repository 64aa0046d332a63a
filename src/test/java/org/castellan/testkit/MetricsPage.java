package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table of {@code docs/metrics.md}, which a test holds against what is scraped. */
public final class MetricsPage {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(castellan_\\w+)` \\| (\\w+) \\|(.*?)\\|(.*)\\|$");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");

  private MetricsPage() {}

  /** Each metric's kind: {@code counter}, {@code gauge}, {@code summary} or {@code histogram}. */
  public static Map<String, String> kinds() {
    return table(row -> row.group(2));
  }

  public static Map<String, Set<String>> labels() {
    return table(row -> words(row.group(3)));
  }

  /** The values that the labels of each metric are said to have; not of all labels. */
  public static Map<String, Set<String>> values() {
    return table(row -> words(row.group(4)));
  }

  private static <T> Map<String, T> table(Function<MatchResult, T> cell) {
    Map<String, T> table = new TreeMap<>();
    ROW.matcher(page()).results().forEach(row -> table.put(row.group(1), cell.apply(row)));
    return table;
  }

  private static Set<String> words(String text) {
    return new TreeSet<>(WORD.matcher(text).results().map(word -> word.group(1)).toList());
  }

  private static String page() {
    try {
      return Files.readString(Path.of("docs", "metrics.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

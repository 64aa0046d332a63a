package org.castellan.storage;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.castellan.storage.KitMatrix.Cell;

/**
 * The kits' tables as the page has them: one for each kit, with a row for each case and a column
 * for each provider that ran it.
 */
public final class KitMarkdown {

  private static final String NONE = "–";

  private KitMarkdown() {}

  public static String write(KitMatrix matrix) {
    return matrix.byKit().entrySet().stream()
        .map(kit -> "### " + kit.getKey() + "\n\n" + table(kit.getValue()))
        .collect(joining("\n"));
  }

  private static String table(SortedMap<String, SortedMap<String, String>> cases) {
    var providers = new TreeSet<String>();
    cases.values().forEach(row -> providers.addAll(row.keySet()));
    Stream<String> head =
        Stream.of(line("case", providers.stream()), "|---".repeat(providers.size() + 1) + "|\n");
    Stream<String> rows =
        cases.entrySet().stream()
            .map(
                row ->
                    line(
                        row.getKey(),
                        providers.stream().map(id -> row.getValue().getOrDefault(id, NONE))));
    return Stream.concat(head, rows).collect(joining());
  }

  private static String line(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others).collect(joining(" | ", "| ", " |\n"));
  }

  static KitMatrix read(String markdown) {
    var cells = new TreeMap<Cell, String>();
    String kit = "";
    List<String> head = List.of();
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("### ")) {
        kit = line.substring(4);
        head = List.of();
      } else if (line.startsWith("| ") && head.isEmpty()) {
        head = columns(line);
      } else if (line.startsWith("| ")) {
        addRow(kit, head, columns(line), cells);
      }
    }
    return new KitMatrix(cells);
  }

  private static void addRow(
      String kit, List<String> head, List<String> row, SortedMap<Cell, String> cells) {
    for (int i = 1; i < row.size(); i++) {
      if (!row.get(i).equals(NONE)) {
        cells.put(new Cell(kit, row.get(0), head.get(i)), row.get(i));
      }
    }
  }

  private static List<String> columns(String line) {
    return List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
  }
}

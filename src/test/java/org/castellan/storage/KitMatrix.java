package org.castellan.storage;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What each provider came to in each case of the kits. Not changed once made. */
public record KitMatrix(SortedMap<Cell, String> cells) {

  /** In the order in which the page has them. */
  public record Cell(String kit, String name, String provider) implements Comparable<Cell> {

    private static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::kit).thenComparing(Cell::name).thenComparing(Cell::provider);

    @Override
    public int compareTo(Cell other) {
      return ORDER.compare(this, other);
    }
  }

  /** What the tests noted there; nothing when none has run. */
  static KitMatrix seen(Path directory) {
    try (Stream<Path> files = Files.exists(directory) ? Files.list(directory) : Stream.empty()) {
      return of(files.sorted().flatMap(KitMatrix::rows).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<KitRow> rows(Path file) {
    try {
      return Files.readAllLines(file).stream().map(KitRow::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where several tests ran one case with one provider, the cell has all that they came to. */
  public static KitMatrix of(List<KitRow> rows) {
    var cells = new TreeMap<Cell, String>();
    for (KitRow row : rows) {
      String note = row.note().isEmpty() ? "" : " (" + row.note() + ")";
      cells.merge(
          new Cell(title(row.kit()), row.name(), row.provider()),
          row.outcome() + note,
          KitMatrix::both);
    }
    return new KitMatrix(cells);
  }

  private static String both(String one, String other) {
    return Stream.of(one.split("; ")).anyMatch(other::equals) ? one : one + "; " + other;
  }

  private static String title(String kit) {
    String words = kit.replaceAll("Contract$", "").replaceAll("(?<!^)([A-Z])", " $1");
    return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
  }

  /**
   * What is kept, brought up to date. Of a provider that ran every kit that is kept of it, all is
   * what was seen; of another one, what did not run stays.
   */
  KitMatrix over(KitMatrix kept) {
    Set<String> complete =
        kept.providers().stream()
            .filter(provider -> kits(provider).containsAll(kept.kits(provider)))
            .collect(toSet());
    var merged = new TreeMap<>(kept.cells());
    merged.keySet().removeIf(cell -> complete.contains(cell.provider()));
    merged.putAll(cells);
    return new KitMatrix(merged);
  }

  SortedMap<String, SortedMap<String, SortedMap<String, String>>> byKit() {
    var kits = new TreeMap<String, SortedMap<String, SortedMap<String, String>>>();
    cells.forEach(
        (cell, text) ->
            kits.computeIfAbsent(cell.kit(), kit -> new TreeMap<>())
                .computeIfAbsent(cell.name(), name -> new TreeMap<>())
                .put(cell.provider(), text));
    return kits;
  }

  private Set<String> providers() {
    return cells.keySet().stream().map(Cell::provider).collect(toSet());
  }

  private Set<String> kits(String provider) {
    return cells.keySet().stream()
        .filter(cell -> cell.provider().equals(provider))
        .map(Cell::kit)
        .collect(toSet());
  }
}

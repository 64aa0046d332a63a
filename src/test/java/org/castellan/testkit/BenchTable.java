package org.castellan.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of a benchmark's results, printed and kept for the report. */
public final class BenchTable {

  private final String title;
  private final List<String> lines = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  public BenchTable(String title, String... columns) {
    this.title = title;
    row((Object[]) columns);
    lines.add("|" + " --- |".repeat(columns.length));
  }

  public void row(Object... cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) {
      line.append(' ').append(cell).append(" |");
    }
    lines.add(line.toString());
  }

  /** A paragraph below the table. */
  public void note(String paragraph) {
    notes.add("\n" + paragraph.strip() + "\n");
  }

  public void write(String file) throws IOException {
    String table =
        "## " + title + "\n\n" + String.join("\n", lines) + "\n" + String.join("", notes);
    Path directory = Files.createDirectories(Path.of("target", "bench"));
    Files.writeString(directory.resolve(file), table);
    System.out.println(table);
  }
}

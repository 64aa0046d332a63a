package org.castellan.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/providers.md}, whose tables are what the kits' tests saw. */
public final class ProvidersPage {

  private static final Path PAGE = Path.of("docs", "providers.md");
  private static final String BEGIN = "<!-- Written by mvn -Pproviders -->\n";
  private static final String END = "<!-- End of what is written -->\n";

  private final String text;

  ProvidersPage(String text) {
    this.text = text;
  }

  static ProvidersPage kept() throws IOException {
    return new ProvidersPage(Files.readString(PAGE));
  }

  /** Its tables brought up to date, all else as it is. */
  ProvidersPage with(KitMatrix seen) {
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    KitMatrix kept = KitMarkdown.read(text.substring(begin, end));
    String tables = "\n" + KitMarkdown.write(seen.over(kept)) + "\n";
    return new ProvidersPage(text.substring(0, begin) + tables + text.substring(end));
  }

  String text() {
    return text;
  }

  /** Writes the page from what the kits saw, and prints their tables. */
  public static void main(String[] arguments) throws IOException {
    KitMatrix seen = KitMatrix.seen(KitTable.DIRECTORY);
    System.out.println(KitMarkdown.write(seen));
    Files.writeString(PAGE, kept().with(seen).text());
  }
}

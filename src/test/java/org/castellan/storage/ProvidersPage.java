package org.castellan.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.castellan.testkit.WrittenPage;

/** {@code docs/providers.md}, whose tables are what the kits' tests saw. */
public final class ProvidersPage {

  private static final Path PAGE = Path.of("docs", "providers.md");

  private final String text;

  ProvidersPage(String text) {
    this.text = text;
  }

  static ProvidersPage kept() throws IOException {
    return new ProvidersPage(Files.readString(PAGE));
  }

  /** Its tables brought up to date, all else as it is. */
  ProvidersPage with(KitMatrix seen) {
    var page = new WrittenPage("mvn -Pproviders", text);
    KitMatrix kept = KitMarkdown.read(page.part());
    return new ProvidersPage(page.with(KitMarkdown.write(seen.over(kept))));
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

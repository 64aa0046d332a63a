package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.castellan.storage.KitMarkdown;
import org.castellan.storage.KitMatrix;
import org.castellan.storage.KitRow;
import org.castellan.testkit.WrittenPage;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Puts what the tests came to on each version of PostgreSQL into the table of its page. */
public final class PostgresVersions {

  private static final Path REPORTS = Path.of("target", "postgres");
  private static final Path PAGE = Path.of("docs", "postgresql.md");

  private PostgresVersions() {}

  /** Fails, when the table is written, if a test failed or a version has no results. */
  public static void main(String[] arguments) throws Exception {
    var rows = new ArrayList<KitRow>();
    for (Path version : list(REPORTS, "")) {
      rows.addAll(rows(version));
    }
    String table = KitMarkdown.write(KitMatrix.of(rows));
    System.out.println(table);
    var page = new WrittenPage("mvn -Ppostgres-versions", Files.readString(PAGE));
    Files.writeString(PAGE, page.with(table));
    if (rows.isEmpty() || rows.stream().anyMatch(KitRow::failed)) {
      throw new IllegalStateException("not every version of PostgreSQL passes");
    }
  }

  private static List<KitRow> rows(Path version)
      throws IOException, ParserConfigurationException, SAXException {
    var rows = new ArrayList<KitRow>();
    for (Path report : list(version, ".xml")) {
      rows.add(row(version.getFileName().toString(), report));
    }
    if (rows.isEmpty()) {
      throw new IllegalStateException("no test ran on PostgreSQL " + version.getFileName());
    }
    return rows;
  }

  private static KitRow row(String version, Path report)
      throws IOException, ParserConfigurationException, SAXException {
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getDocumentElement();
    String name = suite.getAttribute("name");
    int bad = number(suite, "errors") + number(suite, "failures") + number(suite, "skipped");
    return new KitRow(
        "What the tests saw",
        name.substring(name.lastIndexOf('.') + 1),
        version,
        bad == 0 ? "passes" : KitRow.FAILED,
        bad == 0 ? "" : bad + " of " + suite.getAttribute("tests"));
  }

  private static int number(Element suite, String attribute) {
    return Integer.parseInt(suite.getAttribute(attribute));
  }

  /** Its directories, or its files that end so. */
  private static List<Path> list(Path directory, String ending) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> ending.isEmpty() == Files.isDirectory(entry))
          .filter(entry -> entry.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }
}

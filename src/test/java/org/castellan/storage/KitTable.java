package org.castellan.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Notes what each test of a kit saw of a provider, in {@code target/providers}: one file for each
 * test class, one row for each case, for the table in docs/providers.md. A test that was skipped
 * leaves no row.
 */
public final class KitTable implements TestWatcher {

  static final Path DIRECTORY = Path.of("target", "providers");

  private final Supplier<String> provider;
  private String outcome = "passes";
  private String note = "";

  /**
   * @param provider its id, which is its column
   */
  KitTable(Supplier<String> provider) {
    this.provider = provider;
  }

  /** What the case came to, when that is more than that it passes. */
  public void outcome(Object seen) {
    outcome = seen.toString();
  }

  /** How the case was made, where it could not be made on the real server alone. */
  public void note(String text) {
    note = text;
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    write(context, outcome);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    write(context, KitRow.FAILED);
  }

  private void write(ExtensionContext context, String seen) {
    var method = context.getRequiredTestMethod();
    String kit = method.getDeclaringClass().getSimpleName();
    if (kit.endsWith("Contract")) {
      var row = new KitRow(kit, words(method.getName()), provider.get(), seen, note);
      rows(context).put(row);
    }
  }

  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static Rows rows(ExtensionContext context) {
    String name = context.getRequiredTestClass().getName();
    return context
        .getRoot()
        .getStore(Namespace.create(KitTable.class))
        .getOrComputeIfAbsent(name, Rows::new, Rows.class);
  }

  /** Those of one test class in this run: a failed one stays, whatever its next parameters do. */
  private record Rows(Path file, Map<String, KitRow> byCase) {

    Rows(String testClass) {
      this(DIRECTORY.resolve(testClass + ".tsv"), new TreeMap<>());
    }

    synchronized void put(KitRow row) {
      byCase.merge(row.name(), row, (old, now) -> old.failed() ? old : now);
      try {
        Files.createDirectories(DIRECTORY);
        Files.write(file, byCase.values().stream().map(KitRow::line).toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

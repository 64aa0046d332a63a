package org.castellan;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the providers are called: by kind, which is the package's name, the kind itself and the id.
 * In words, so that a name is found in whatever case and inside a longer one.
 */
record ProviderNames(List<String> ids, Map<String, TreeSet<String>> byKind) {

  private static final Pattern ID = Pattern.compile("String id\\(\\) \\{\\s+return \"([^\"]+)\";");

  /** A line that names a provider whose package it is not in. */
  record Mention(String file, int number, String line) {

    @Override
    public String toString() {
      return file + ":" + number + ": " + line.strip();
    }
  }

  /**
   * @param packages the directory that has the providers' packages in it
   */
  static ProviderNames of(Path packages) throws IOException {
    var byKind = new TreeMap<String, TreeSet<String>>();
    var all = new ArrayList<String>();
    try (Stream<Path> kinds = Files.list(packages).filter(Files::isDirectory).sorted()) {
      for (Path kind : kinds.toList()) {
        List<String> ids = ids(kind);
        all.addAll(ids);
        byKind.put(kind.getFileName().toString(), names(kind, ids));
      }
    }
    return new ProviderNames(all, byKind);
  }

  private static List<String> ids(Path kind) {
    return files(kind).stream()
        .flatMap(file -> ID.matcher(text(file)).results())
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static TreeSet<String> names(Path kind, List<String> ids) {
    return Stream.concat(Stream.of(kind.getFileName().toString()), ids.stream())
        .map(ProviderNames::words)
        .collect(toCollection(TreeSet::new));
  }

  /** Lines of all files there, but those in a directory of the kind that they name. */
  List<Mention> in(Path root) {
    return files(root).stream().flatMap(file -> in(root, file)).toList();
  }

  private Stream<Mention> in(Path root, Path file) {
    String name = root.relativize(file).toString().replace('\\', '/');
    List<String> lines = text(file).lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> names(name, lines.get(i)))
        .mapToObj(i -> new Mention(name, i + 1, lines.get(i)));
  }

  /** Whether a line names a provider that the file is not of. */
  boolean names(String file, String line) {
    String words = words(line);
    return byKind.entrySet().stream()
        .filter(kind -> !file.contains("/" + kind.getKey() + "/"))
        .anyMatch(kind -> kind.getValue().stream().anyMatch(words::contains));
  }

  /** In lower case, each between spaces: {@code S3Provider} is " s3 provider ". */
  private static String words(String text) {
    String apart =
        text.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replaceAll("([A-Z])([A-Z][a-z])", "$1 $2");
    return " " + apart.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip() + " ";
  }

  private static List<Path> files(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

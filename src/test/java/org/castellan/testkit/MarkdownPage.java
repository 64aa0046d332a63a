package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page that people read, with its links. */
public record MarkdownPage(Path file, String text) {

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /** All there are: those at the top and those below docs. */
  public static List<MarkdownPage> all() {
    return Stream.of(Path.of(""), Path.of("docs"), Path.of("docs", "adr"))
        .flatMap(directory -> in(directory).stream())
        .toList();
  }

  public static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<MarkdownPage> in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(MarkdownPage::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The links to this repository that lead nowhere, as they are written. */
  public List<String> brokenLinks() {
    String prose = CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("`code`");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .filter(target -> !leadsSomewhere(target))
        .toList();
  }

  /** What each match of a pattern holds in its first group. */
  public List<MatchResult> find(Pattern pattern) {
    return pattern.matcher(text).results().toList();
  }

  private boolean leadsSomewhere(String target) {
    String[] parts = target.split("#", 2);
    Path directory = Objects.requireNonNullElse(file.getParent(), Path.of(""));
    Path place = parts[0].isEmpty() ? file : directory.resolve(parts[0]).normalize();
    return Files.exists(place) && (parts.length == 1 || read(place).anchors().contains(parts[1]));
  }

  /** As GitHub makes them of headings; equal ones are counted. */
  private Set<String> anchors() {
    var anchors = new HashSet<String>();
    for (MatchResult heading : find(HEADING)) {
      String anchor = anchor(heading.group(1));
      int times = 0;
      while (!anchors.add(times == 0 ? anchor : anchor + "-" + times)) {
        times++;
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .strip()
        .replace(' ', '-');
  }

  @Override
  public String toString() {
    return file.toString();
  }
}

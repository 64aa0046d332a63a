package org.castellan.runtime.settings;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.castellan.testkit.WrittenPage;

/**
 * {@code docs/settings.md}. Names, defaults and bounds are the code's; what a setting is, and what
 * holds where it has no fixed default, are the page's own words.
 */
record SettingsPage(String text) {

  static final String COMMAND = "mvn test -Dtest=SettingsPageTest -Dsettings.page=write";

  private static final Path PAGE = Path.of("docs", "settings.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(CASTELLAN_\\w+)`.*? \\|(.*?)\\|(.*?)\\|(.*)\\|$");
  private static final Pattern RULE =
      Pattern.compile("(CASTELLAN_\\w+) is .*, but must be (.*)\\.");
  private static final Pattern RANGE = Pattern.compile(".* from (\\S+) to (\\S+)");

  /** What the others' bounds depend on. */
  private static final Map<Variable, String> GIVEN =
      Map.of(
          Variable.OIDC_ISSUER, "https://issuer.example.org",
          Variable.OIDC_AUDIENCE, "castellan",
          Variable.WEBHOOK_URL, "https://events.example.org");

  static SettingsPage kept() throws IOException {
    return new SettingsPage(Files.readString(PAGE));
  }

  /** The page with the table as the code has it. */
  SettingsPage written() {
    return new SettingsPage(new WrittenPage(COMMAND, text).with(table()));
  }

  void write() throws IOException {
    Files.writeString(PAGE, text);
  }

  /** What each setting is, in the page's words, by its name. */
  Map<String, String> explained() {
    return cells(4);
  }

  static Stream<Variable> listed() {
    return Arrays.stream(Variable.values()).filter(variable -> !variable.name().endsWith("_FILE"));
  }

  private String table() {
    return "| variable | default | takes | is |\n|---|---|---|---|\n"
        + listed().map(this::row).collect(joining("\n", "", "\n"));
  }

  private String row(Variable variable) {
    String name = variable.environmentName();
    String kept = cells(2).getOrDefault(name, "");
    String value = variable.defaultValue();
    return Stream.of(
            names(variable),
            value.isEmpty() ? kept : "`" + value + "`",
            bounds(variable),
            explained().getOrDefault(name, ""))
        .collect(joining(" | ", "| ", " |"))
        .replace("|  ", "| ");
  }

  private static String names(Variable variable) {
    return Arrays.stream(Variable.values())
        .filter(each -> each == variable || each.name().equals(variable.name() + "_FILE"))
        .map(each -> "`" + each.environmentName() + "`")
        .collect(joining(" or "));
  }

  /** As the sentence has it that refuses nonsense; empty where any text will do. */
  private static String bounds(Variable variable) {
    return refusals(variable).stream()
        .map(RULE::matcher)
        .filter(rule -> rule.matches() && rule.group(1).equals(variable.environmentName()))
        .map(rule -> RANGE.matcher(rule.group(2)).replaceFirst("`$1` to `$2`"))
        .map(rule -> rule.replace("to `" + Long.MAX_VALUE + "`", "or more"))
        .findFirst()
        .orElse("");
  }

  private static List<String> refusals(Variable nonsense) {
    try {
      Settings.read(
          each -> each == nonsense ? Optional.of("?") : Optional.ofNullable(GIVEN.get(each)));
      return List.of();
    } catch (SettingsException e) {
      return e.problems();
    }
  }

  private Map<String, String> cells(int group) {
    return ROW.matcher(text)
        .results()
        .collect(toMap((MatchResult row) -> row.group(1), row -> row.group(group).strip()));
  }
}

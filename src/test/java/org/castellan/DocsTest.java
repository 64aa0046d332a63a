package org.castellan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.castellan.runtime.settings.Variable;
import org.castellan.testkit.MarkdownPage;
import org.castellan.testkit.NamedTests;
import org.castellan.testkit.ScriptClaims;
import org.castellan.testkit.ScriptsPage;
import org.castellan.web.problem.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages name is there: files, headings, profiles, settings, tests, reasons. */
class DocsTest {

  private static final Pattern PROFILE = Pattern.compile("mvn [^`\n#]*?-P ?([\\w-]+)");
  private static final Pattern DEFINED = Pattern.compile("<profile>\\s*<id>([\\w-]+)</id>");
  private static final Pattern SETTING = Pattern.compile("CASTELLAN_[A-Z_]+[A-Z]");
  private static final Pattern REASON = Pattern.compile("\\b([45]\\d\\d) `([A-Z_]+)`");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n.*?^```$");
  private static final Pattern INDENTED = Pattern.compile("(?m)^\n {4}.*");

  /** All but the file of secrets that its reader makes. */
  private static final Pattern SERVER_FILE =
      Pattern.compile("server-config/(?!container/\\.env)[\\w./-]+\\w");

  /** The command line's, which its own page explains. */
  private static final Set<String> OF_COMMAND_LINE =
      Set.of("CASTELLAN_SERVER", "CASTELLAN_TOKEN", "CASTELLAN_TOKEN_FILE");

  static Stream<MarkdownPage> pages() {
    return MarkdownPage.all().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(MarkdownPage page) {
    assertThat(page.brokenLinks()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyTestIsThere(MarkdownPage page) {
    assertThat(NamedTests.missing(page.file())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyFileOfServerConfigIsThere(MarkdownPage page) {
    assertThat(page.find(SERVER_FILE))
        .extracting(MatchResult::group)
        .allMatch(file -> Files.exists(Path.of(file)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyVariableIsASetting(MarkdownPage page) {
    var settings =
        Stream.concat(
                Arrays.stream(Variable.values()).map(Variable::environmentName),
                OF_COMMAND_LINE.stream())
            .collect(Collectors.toSet());
    assertThat(page.find(SETTING)).extracting(MatchResult::group).isSubsetOf(settings);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyProfileOfMavensIsInThePom(MarkdownPage page) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    List<String> defined = DEFINED.matcher(pom).results().map(id -> id.group(1)).toList();
    assertThat(page.find(PROFILE)).extracting(profile -> profile.group(1)).isSubsetOf(defined);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyReasonIsOneOfTheApisWithItsStatus(MarkdownPage page) {
    var reasons =
        Arrays.stream(Reason.values())
            .map(reason -> reason.status() + " `" + reason.name() + "`")
            .toList();
    assertThat(page.find(REASON)).extracting(MatchResult::group).isSubsetOf(reasons);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyBlockThatIsPastedIsRunByATest(MarkdownPage page) {
    assertThat(ScriptClaims.missing(ScriptsPage.kept(page.toString()))).isEmpty();
  }

  /** Else it could be a command that the test above does not see. */
  @ParameterizedTest
  @MethodSource("pages")
  void everyBlockIsFencedAndSaysWhatItIs(MarkdownPage page) {
    assertThat(page.find(BLOCK))
        .extracting(block -> block.group(1))
        .isSubsetOf("sh", "sql", "yaml", "java", "json", "text");
    assertThat(page.find(INDENTED)).extracting(MatchResult::group).isEmpty();
  }

  /** Else the tests above could not fail. */
  @Test
  void thePagesNameSuchThings() {
    for (Pattern pattern : List.of(PROFILE, SETTING, REASON, SERVER_FILE)) {
      assertThat(pages().flatMap(page -> page.find(pattern).stream())).hasSizeGreaterThan(5);
    }
  }

  @Test
  void aBlockThatNoTestRunsIsFoundOut() {
    var scripts = List.of("mvn verify  # the tests\n", "castellan checkers list\nrm nothing\n");
    assertThat(ScriptClaims.missing(new ScriptsPage("SECURITY.md", scripts)))
        .containsExactly(scripts.get(1));
  }

  @Test
  void aLinkThatLeadsNowhereIsFoundOut(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("other.md"), "# One heading, `two` words\n# Twice\n# Twice\n");
    Path page = directory.resolve("page.md");
    Files.writeString(
        page,
        """
        # Here
        [a](other.md) [b](other.md#one-heading-two-words) [c](#here) [d](https://example.org/x)
        [e](other.md#twice-1) `[f](not-a-link.md)` [g](../%s/other.md)
        [h](gone.md) [i](other.md#gone) [j](#gone)
        """
            .formatted(directory.getFileName()));
    assertThat(MarkdownPage.read(page).brokenLinks())
        .containsExactly("gone.md", "other.md#gone", "#gone");
  }
}

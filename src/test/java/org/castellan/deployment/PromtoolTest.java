package org.castellan.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.castellan.testkit.Program;
import org.castellan.testkit.ScriptsPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The alerting rules on Prometheus' own tool. */
class PromtoolTest {

  private static final Program PROMTOOL = new Program("promtool", "prometheus");
  private static final ScriptsPage PAGE = ScriptsPage.kept("docs/observability.md");
  private static final String RULES = "castellan-alerts.yaml";
  private static final String TESTS = "castellan-alerts-test.yaml";
  private static final Path DIRECTORY = ServerConfig.DIRECTORY.resolve("observability");

  /** By the page's commands. */
  @Test
  void theRulesAreRulesThatFireWhenTheyShallAndOnlyThen(@TempDir Path directory) {
    PROMTOOL.require();
    assertThat(ServerConfig.copied(directory).run(PAGE.script("promtool test rules")))
        .contains(ObservabilityTest.alerts().count() + " rules found")
        .endsWith("SUCCESS\n\n");
  }

  @Test
  void prometheusTakesTheConfigurationOfThePage(@TempDir Path directory) throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "token");
    String configuration = PAGE.script("scrape_configs:");
    Files.writeString(
        directory.resolve("prometheus.yml"),
        configuration.replace("/etc/prometheus/castellan-token", token.toString()));
    copy(directory, RULES, "", "");
    var answer = PROMTOOL.run(directory, Map.of(), "check", "config", "prometheus.yml");
    assertThat(answer.status()).as(answer.text()).isZero();
    assertThat(answer.text()).contains(ObservabilityTest.alerts().count() + " rules found");
  }

  @Test
  void aRuleThatFiresTooEarlyFailsTheirTests(@TempDir Path directory) throws Exception {
    copy(directory, TESTS, "", "");
    copy(directory, RULES, "> 2 * max", "> max");
    var answer = PROMTOOL.run(directory, Map.of(), "test", "rules", TESTS);
    assertThat(answer.status()).isNotZero();
    assertThat(answer.text()).contains("CastellanNoTick");
  }

  /** What Grafana fills in is filled in; each is the expression of a rule then. */
  @Test
  void thePanelsOfTheDashboardAskInPrometheusLanguage(@TempDir Path directory) throws Exception {
    var rules =
        ObservabilityTest.questions()
            .map(question -> ObservabilityTest.text(question, "expr"))
            .map(expr -> expr.replace("$__rate_interval", "5m").replace("$instance", ".*"))
            .map(expr -> Map.of("record", "asked", "expr", expr))
            .distinct()
            .toList();
    var file = Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules)));
    Files.writeString(directory.resolve(RULES), new Yaml().dump(file));
    var answer = PROMTOOL.run(directory, Map.of(), "check", "rules", "--lint=none", RULES);
    assertThat(answer.status()).as(answer.text()).isZero();
    assertThat(answer.text()).contains(rules.size() + " rules found");
  }

  private static void copy(Path directory, String file, String from, String to) throws IOException {
    String text = Files.readString(DIRECTORY.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(directory.resolve(file), text.replace(from, to));
  }
}

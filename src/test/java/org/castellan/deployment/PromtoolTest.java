package org.castellan.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.castellan.testkit.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The alerting rules on Prometheus' own tool. */
class PromtoolTest {

  private static final Program PROMTOOL = new Program("promtool", "prometheus");
  private static final String RULES = "castellan-alerts.yaml";
  private static final String TESTS = "castellan-alerts-test.yaml";
  private static final Path DIRECTORY = ServerConfig.DIRECTORY.resolve("observability");

  @Test
  void theRulesAreRules() throws Exception {
    var answer = PROMTOOL.run(DIRECTORY, Map.of(), "check", "rules", RULES);
    assertThat(answer.status()).as(answer.text()).isZero();
    assertThat(answer.text()).contains(ObservabilityTest.alerts().count() + " rules found");
  }

  @Test
  void theyFireWhenTheyShallAndOnlyThen() throws Exception {
    var answer = PROMTOOL.run(DIRECTORY, Map.of(), "test", "rules", TESTS);
    assertThat(answer.status()).as(answer.text()).isZero();
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

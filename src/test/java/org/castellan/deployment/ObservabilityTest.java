package org.castellan.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Alerts and dashboard ask for what is scraped; what they ask is promtool's and Grafana's. */
class ObservabilityTest {

  private static final Pattern LABEL_OF_ALERT = Pattern.compile("\\$labels\\.(\\w+)");
  private static final Pattern LABEL_OF_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern TESTED = Pattern.compile("alertname=\"(\\w+)\"");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(Castellan\\w+)` \\| (\\w+) \\| .+ \\|$");

  private record Alert(String name, String expr, String severity, Map<String, String> told) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Alert> alerts() {
    Object file = new Yaml().load(ServerConfig.text("observability/castellan-alerts.yaml"));
    JsonObject root = new Gson().toJsonTree(file).getAsJsonObject();
    return list(root, "groups")
        .flatMap(group -> list(group, "rules"))
        .map(ObservabilityTest::alert);
  }

  /** The parts of the dashboard that ask something. */
  static Stream<JsonObject> questions() {
    return objects(dashboard()).filter(part -> part.has("expr"));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertAsksForWhatIsScrapedAndSaysWhatToDo(Alert alert) {
    assertThat(new Promql(alert.expr()).unknown()).isEmpty();
    assertThat(alert.severity()).isIn("warning", "critical");
    assertThat(alert.told()).containsOnlyKeys("summary", "description");
    assertThat(alert.told().get("description")).hasSizeGreaterThan(80).endsWith(".");
    for (String text : alert.told().values()) {
      assertThat(names(LABEL_OF_ALERT, text)).isSubsetOf(new Promql(alert.expr()).labels());
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void aPanelAsksForWhatIsScrapedOfTheDatasourceThatIsChosen(JsonObject question) {
    var expr = new Promql(text(question, "expr"));
    assertThat(expr.unknown()).isEmpty();
    assertThat(
            names(
                LABEL_OF_LEGEND,
                question.has("legendFormat") ? text(question, "legendFormat") : ""))
        .isSubsetOf(expr.labels());
    assertThat(datasource(question)).isEqualTo("${datasource}");
  }

  @Test
  void noPartOfTheDashboardNamesAnotherDatasource() {
    assertThat(objects(dashboard()).filter(part -> part.has("datasource")))
        .isNotEmpty()
        .allMatch(part -> datasource(part).equals("${datasource}"));
  }

  @Test
  void noTwoPanelsOfTheDashboardAreTheSame() {
    var panels = list(dashboard(), "panels").toList();
    assertThat(panels).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();
    assertThat(panels).extracting(panel -> text(panel, "title")).doesNotHaveDuplicates();
  }

  @Test
  void eachAlertIsFiredByATestOfTheRules() {
    String tests = ServerConfig.text("observability/castellan-alerts-test.yaml");
    assertThat(alerts().map(Alert::name))
        .containsExactlyInAnyOrderElementsOf(names(TESTED, tests).stream().distinct().toList());
  }

  @Test
  void thePageListsEachAlertWithItsSeverity() throws IOException {
    String page = Files.readString(Path.of("docs", "observability.md"));
    assertThat(ROW.matcher(page).results().map(row -> row.group(1) + " " + row.group(2)))
        .containsExactlyElementsOf(
            alerts().map(alert -> alert.name() + " " + alert.severity()).toList());
  }

  private static Alert alert(JsonObject rule) {
    var told = new TreeMap<String, String>();
    rule.getAsJsonObject("annotations")
        .entrySet()
        .forEach(text -> told.put(text.getKey(), text.getValue().getAsString()));
    return new Alert(
        text(rule, "alert"),
        text(rule, "expr"),
        text(rule.getAsJsonObject("labels"), "severity"),
        told);
  }

  private static Stream<JsonObject> list(JsonObject object, String name) {
    return object.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject);
  }

  private static String datasource(JsonObject part) {
    return text(part.getAsJsonObject("datasource"), "uid");
  }

  static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static JsonObject dashboard() {
    String text = ServerConfig.text("observability/castellan-dashboard.json");
    return new Gson().fromJson(text, JsonObject.class);
  }

  private static Stream<JsonObject> objects(JsonElement value) {
    if (value.isJsonArray()) {
      return value.getAsJsonArray().asList().stream().flatMap(ObservabilityTest::objects);
    }
    if (!value.isJsonObject()) {
      return Stream.empty();
    }
    JsonObject object = value.getAsJsonObject();
    return Stream.concat(
        Stream.of(object), object.entrySet().stream().flatMap(part -> objects(part.getValue())));
  }
}

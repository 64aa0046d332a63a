package org.castellan.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.castellan.testkit.MetricsPage;

/**
 * An expression over Castellan's metrics, of which names are read and nothing else: promtool knows
 * the grammar, and this what there is.
 */
record Promql(String text) {

  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:castellan_\\w+)|up|ALERTS)\\b(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*=~?\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");
  private static final Map<String, Set<String>> SUFFIXES =
      Map.of(
          "counter", Set.of(""),
          "gauge", Set.of(""),
          "summary", Set.of("_sum", "_count", "_max"),
          "histogram", Set.of("_sum", "_count", "_max", "_bucket"));

  /** Prometheus' own, whose labels are not Castellan's. */
  private static final Set<String> FOREIGN = Set.of("up", "ALERTS");

  /** What Prometheus adds to all that it scrapes. */
  private static final Set<String> TARGET = Set.of("job", "instance");

  /** What the expression names that is not in the scrape. */
  List<String> unknown() {
    var unknown = new ArrayList<String>();
    selectors().forEach(selector -> unknown.addAll(unknown(selector)));
    groupings().stream().filter(label -> !labels().contains(label)).forEach(unknown::add);
    return unknown;
  }

  /** The labels that its series may have. */
  Set<String> labels() {
    var labels = new TreeSet<>(TARGET);
    selectors().forEach(selector -> labels.addAll(labels(selector.group(1))));
    return labels;
  }

  private List<MatchResult> selectors() {
    return SELECTOR.matcher(text).results().toList();
  }

  private Set<String> groupings() {
    var labels = new TreeSet<String>();
    GROUPING
        .matcher(text)
        .results()
        .forEach(list -> labels.addAll(Arrays.asList(list.group(1).split(",\\s*"))));
    return labels;
  }

  private static List<String> unknown(MatchResult selector) {
    String metric = selector.group(1);
    if (FOREIGN.contains(metric)) {
      return List.of();
    }
    if (base(metric).isEmpty()) {
      return List.of(metric);
    }
    String matchers = selector.group(2) == null ? "" : selector.group(2);
    return MATCHER
        .matcher(matchers)
        .results()
        .filter(matcher -> !TARGET.contains(matcher.group(1)))
        .filter(matcher -> !known(metric, matcher))
        .map(matcher -> metric + "{" + matcher.group() + "}")
        .toList();
  }

  private static boolean known(String metric, MatchResult matcher) {
    return labels(metric).contains(matcher.group(1))
        && MetricsPage.values()
            .getOrDefault(base(metric), Set.of())
            .containsAll(Arrays.asList(matcher.group(2).split("\\|")));
  }

  private static Set<String> labels(String metric) {
    var labels = new TreeSet<>(MetricsPage.labels().getOrDefault(base(metric), Set.of()));
    if (metric.endsWith("_bucket")) {
      labels.add("le");
    }
    return labels;
  }

  /** The name that the page has, without what its kind adds; empty when it has none. */
  private static String base(String metric) {
    return MetricsPage.kinds().entrySet().stream()
        .filter(kind -> metric.startsWith(kind.getKey()))
        .filter(
            kind ->
                SUFFIXES
                    .getOrDefault(kind.getValue(), Set.of())
                    .contains(metric.substring(kind.getKey().length())))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}

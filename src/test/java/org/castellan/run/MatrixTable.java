package org.castellan.run;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The servers that the tests ran on, a row for each, with what both suites came to. */
record MatrixTable(List<MatrixRow> rows) {

  private static final String HTTP = ServersIT.class.getSimpleName();
  private static final String DEPLOYMENT = DeploymentIT.class.getSimpleName();

  String markdown() {
    String head =
        """
        | server | Jakarta EE | `ServersIT` on JDK 17 | on JDK 25 | `DeploymentIT` |
        |---|---|---|---|---|
        """;
    return Arrays.stream(ServerKind.values()).map(this::line).collect(joining("", head, ""));
  }

  private String line(ServerKind kind) {
    String version =
        rows.stream()
            .filter(row -> row.kind() == kind)
            .map(MatrixRow::version)
            .filter(each -> !each.isEmpty())
            .reduce((old, now) -> now)
            .orElse(kind.title());
    return Stream.of(version, kind.jakarta(), http(kind, 17), http(kind, 25), deployment(kind))
        .collect(joining(" | ", "| ", " |\n"));
  }

  private String http(ServerKind kind, int jdk) {
    if (jdk < kind.oldestJdk()) {
      return "needs JDK " + kind.oldestJdk();
    }
    return cell(row -> row.kind() == kind && row.suite().equals(HTTP) && row.jdk() == jdk);
  }

  private String deployment(ServerKind kind) {
    Predicate<MatrixRow> own = row -> row.kind() == kind && row.suite().equals(DEPLOYMENT);
    List<Integer> jdks = rows.stream().filter(own).map(MatrixRow::jdk).sorted().distinct().toList();
    return jdks.isEmpty()
        ? cell(own)
        : jdks.stream()
            .map(jdk -> cell(own.and(row -> row.jdk() == jdk)) + " on JDK " + jdk)
            .collect(joining(", "));
  }

  /** Of a test that ran several times, the last time counts. */
  private String cell(Predicate<MatrixRow> belongs) {
    Map<String, Boolean> tests = new LinkedHashMap<>();
    rows.stream().filter(belongs).forEach(row -> tests.put(row.test(), row.passed()));
    List<String> failed =
        tests.entrySet().stream().filter(test -> !test.getValue()).map(Map.Entry::getKey).toList();
    if (tests.isEmpty()) {
      return "not run";
    }
    return failed.isEmpty() ? tests.size() + " pass" : "FAILS: " + String.join(", ", failed);
  }
}

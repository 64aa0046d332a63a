package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatrixTableTest {

  @Test
  void eachServerHasARowWithWhatBothSuitesCameTo() {
    assertThat(table(passed("WILDFLY", 17, "ServersIT"), passed("WILDFLY", 25, "DeploymentIT")))
        .startsWith(
            """
            | server | Jakarta EE | `ServersIT` on JDK 17 | on JDK 25 | `DeploymentIT` |
            |---|---|---|---|---|
            | WILDFLY 1.2 | 10 | 1 pass | not run | 1 pass on JDK 25 |
            """)
        .contains("| Payara Server 7 | 11 | needs JDK 21 | not run | not run |\n");
  }

  @Test
  void ofATestThatRanTwiceTheLastTimeCounts() {
    MatrixRow passed = passed("WILDFLY", 17, "ServersIT");
    MatrixRow failed = new MatrixRow(passed.kind(), "", 17, passed.suite(), passed.test(), false);
    assertThat(table(passed, failed)).contains("| FAILS: works | not run |");
    assertThat(table(failed, passed)).contains("| 1 pass | not run |");
  }

  @Test
  void aRowIsReadAsItWasWritten() {
    MatrixRow row = passed("PAYARA_MICRO_6", 25, "ServersIT");
    assertThat(MatrixRow.parse(row.line())).isEqualTo(row);
  }

  private static MatrixRow passed(String kind, int jdk, String suite) {
    return new MatrixRow(ServerKind.valueOf(kind), kind + " 1.2", jdk, suite, "works", true);
  }

  private static String table(MatrixRow... rows) {
    return new MatrixTable(Stream.of(rows).toList()).markdown();
  }
}

package org.castellan.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.castellan.runtime.settings.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files speak of Castellan's settings as Castellan does. */
class VariablesTest {

  private static final List<String> JNDI =
      Stream.of(
              Variable.DATASOURCE_JNDI,
              Variable.LOCK_DATASOURCE_JNDI,
              Variable.EXECUTOR_JNDI,
              Variable.HEARTBEAT_EXECUTOR_JNDI)
          .map(Variable::environmentName)
          .toList();

  static Stream<Path> files() throws IOException {
    return ServerConfig.files().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyVariableThatIsNamedIsASetting(Path file) throws IOException {
    assertThat(Arrays.stream(Variable.values()).map(Variable::environmentName))
        .containsAll(ServerConfig.variables(Files.readString(file)));
  }

  @Test
  void thereAreSuchVariables() throws IOException {
    Set<String> all = ServerConfig.variables(ServerConfig.text("wildfly/castellan.cli"));
    assertThat(all).contains("CASTELLAN_DB_URL", "CASTELLAN_DB_USER", "CASTELLAN_DB_PASSWORD");
  }

  /** Each definition has a comment with the setting that chooses it: NAME=jndi-name. */
  @ParameterizedTest
  @ValueSource(strings = {"wildfly/castellan.cli", "payara/castellan-resources.xml"})
  void everyJndiNameThatAnImageSetsIsDefined(String definitions) {
    String server = definitions.substring(0, definitions.indexOf('/'));
    String defined = ServerConfig.text(definitions);
    List<String> images =
        server.equals("wildfly") ? List.of("wildfly") : List.of("payara", "payara-micro");
    for (String image : images) {
      String containerfile = ServerConfig.text("container/Containerfile." + image);
      for (String variable : JNDI) {
        String setting = setting(containerfile, variable);
        assertThat(defined).contains(setting);
        String name = setting.substring(setting.indexOf('=') + 1);
        assertThat(defined).containsPattern("jndi-name=\"?" + name + "[\",]");
      }
    }
  }

  private static String setting(String text, String variable) {
    return text.lines()
        .filter(line -> line.contains(variable + "="))
        .map(line -> line.replaceAll("^(ENV)?\\s+|\\s*\\\\$", ""))
        .findFirst()
        .orElseThrow();
  }
}

package org.castellan.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images cannot be built where no registry can be reached: the instructions are only read here.
 * What they run inside, {@code ServerConfigIT} runs on the real servers.
 */
class ContainerfileTest {

  private static final List<String> INSTRUCTIONS =
      List.of("ARG", "FROM", "COPY", "RUN", "ENV", "WORKDIR", "EXPOSE", "HEALTHCHECK", "CMD");

  @ParameterizedTest
  @ValueSource(strings = {"wildfly", "payara", "payara-micro"})
  void everyLineIsAnInstruction(String server) {
    assertThat(lines(server)).map(line -> line.split(" ", 2)[0]).isSubsetOf(INSTRUCTIONS);
    assertThat(lines(server).get(1)).startsWith("FROM ${");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wildfly", "payara", "payara-micro"})
  void theBaseImageHasAVersion(String server) {
    assertThat(lines(server).get(0)).matches("ARG [A-Z_]+=[a-z.]+/[a-z/-]+:\\d+\\.[\\w.]+-jdk17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wildfly", "payara", "payara-micro"})
  void everythingCopiedIsHereOrMadeByTheBuild(String server) {
    assertThat(lines(server).stream().filter(line -> line.startsWith("COPY")))
        .flatMap(ContainerfileTest::sources)
        .filteredOn(source -> !source.startsWith("target/castellan"))
        .isNotEmpty()
        .allMatch(source -> Files.exists(Path.of(source)));
  }

  private static List<String> sources(String copy) {
    List<String> words =
        Arrays.stream(copy.split(" ", -1)).filter(word -> !word.startsWith("--")).toList();
    return words.subList(1, words.size() - 1);
  }

  /** Without comments, each instruction in one. */
  private static List<String> lines(String server) {
    String text = ServerConfig.text("container/Containerfile." + server).replace("\\\n", " ");
    return Stream.of(text.split("\n", -1))
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}

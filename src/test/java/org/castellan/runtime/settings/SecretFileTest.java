package org.castellan.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.testkit.TestKeyset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  private final Map<Variable, String> given = new EnumMap<>(Variable.class);

  @Test
  void productionReadsWhatTheFilesHold() throws IOException {
    nameFiles();
    Files.createDirectory(directory.resolve("secrets"));
    Files.writeString(token(), "abcdefghijklmnopqrstuvwxyz\n");
    Files.writeString(keyset(), TestKeyset.generate());
    assertThat(read().adminToken()).isEqualTo(new Secret("abcdefghijklmnopqrstuvwxyz"));
  }

  @Test
  void productionMakesNoFile() {
    nameFiles();
    assertThat(problems())
        .hasSize(2)
        .allMatch(sentence -> sentence.endsWith("cannot be read (NoSuchFileException)."));
    assertThat(token()).doesNotExist();
  }

  @Test
  void givenTwiceIsRefused() {
    nameFiles();
    given.put(Variable.ADMIN_TOKEN, "abcdefghijklmnopqrstuvwxyz");
    assertThat(problems())
        .contains("CASTELLAN_ADMIN_TOKEN and CASTELLAN_ADMIN_TOKEN_FILE are both given: give one.");
  }

  @Test
  void nodesThatStartTogetherInDevModeShareOneSecretThatOnlyTheOwnerReads() throws IOException {
    nameFiles();
    given.put(Variable.MODE, "dev");
    List<SecretSettings> nodes =
        IntStream.range(0, 16).parallel().mapToObj(node -> read()).distinct().toList();
    assertThat(nodes).hasSize(1);
    assertThat(read()).isEqualTo(nodes.get(0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token())))
        .isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(token().getParent())) {
      assertThat(left).containsExactlyInAnyOrder(token(), keyset());
    }
  }

  private void nameFiles() {
    given.put(Variable.ADMIN_TOKEN_FILE, token().toString());
    given.put(Variable.ENCRYPTION_KEYSET_FILE, keyset().toString());
  }

  private Path token() {
    return directory.resolve("secrets/token");
  }

  private Path keyset() {
    return directory.resolve("secrets/keyset");
  }

  private SecretSettings read() {
    return Settings.read(variable -> Optional.ofNullable(given.get(variable))).secrets();
  }

  private List<String> problems() {
    return catchThrowableOfType(SettingsException.class, this::read).problems();
  }
}

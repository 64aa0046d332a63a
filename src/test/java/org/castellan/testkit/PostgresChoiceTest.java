package org.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresChoiceTest {

  private record Named(String origin) implements PostgresServer {
    @Override
    public int port() {
      return 1;
    }

    @Override
    public void close() {}
  }

  @Test
  void takesTheContainerWhereDockerListens() {
    assertThat(chosen("auto", /* docker= */ true)).isEqualTo("container of image:1");
  }

  @Test
  void takesTheEmbeddedOneWhereDockerDoesNot() {
    assertThat(chosen("auto", /* docker= */ false)).isEqualTo("embedded");
  }

  @Test
  void takesTheEmbeddedOneWhereTheImageCannotBeHad() {
    var choice = new PostgresChoice("auto", Optional.of("image:1"), () -> true);
    var server = choice.start(PostgresChoiceTest::noImage, () -> new Named("embedded"));
    assertThat(server.origin()).isEqualTo("embedded");
  }

  @Test
  void takesWhatItIsTold() {
    assertThat(chosen("embedded", /* docker= */ true)).isEqualTo("embedded");
    assertThat(chosen("container", /* docker= */ true)).isEqualTo("container of image:1");
  }

  @Test
  void failsRatherThanTakeAnotherThanItIsTold() {
    assertThatIllegalStateException()
        .isThrownBy(() -> chosen("container", /* docker= */ false))
        .withMessageContaining("no Docker listens");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new PostgresChoice("container", Optional.of("image:1"), () -> true)
                    .start(PostgresChoiceTest::noImage, () -> new Named("embedded")))
        .withMessage("no such image");
    assertThatIllegalStateException().isThrownBy(() -> chosen("contaner", /* docker= */ true));
  }

  @Test
  void dockerIsWhereItsSocketAnswers(@TempDir Path directory) throws IOException {
    Path socket = directory.resolve("docker.sock");
    Optional<String> host = Optional.of("unix://" + socket);
    assertThat(LocalDocker.listens(host)).as("no such file").isFalse();
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThat(LocalDocker.listens(host)).isTrue();
    }
    assertThat(socket).exists();
    assertThat(LocalDocker.listens(host)).as("nobody listens any more").isFalse();
    Files.delete(socket);
  }

  @Test
  void dockerElsewhereIsNotAsked() {
    assertThat(LocalDocker.listens(Optional.of("tcp://docker.test:2375"))).isFalse();
  }

  private static String chosen(String from, boolean docker) {
    return new PostgresChoice(from, Optional.of("image:1"), () -> docker)
        .start(image -> new Named("container of " + image), () -> new Named("embedded"))
        .origin();
  }

  private static PostgresServer noImage(String image) {
    throw new IllegalStateException("no such image");
  }
}

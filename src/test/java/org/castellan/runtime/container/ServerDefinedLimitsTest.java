package org.castellan.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.castellan.runtime.settings.DatabaseSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DataSources that servers define are bounded as those that the WAR defines itself. */
class ServerDefinedLimitsTest {

  private static final SessionLimits LIMITS = SessionLimits.within(Duration.ofSeconds(60));

  @ParameterizedTest
  @ValueSource(strings = {"wildfly/castellan.cli", "payara/castellan-resources.xml"})
  void bothDataSourcesHaveTheBoundsOfOurOwn(String file) throws IOException {
    String definitions = Files.readString(Path.of("server-config", file));
    assertTwice(definitions, "connectTimeout=" + SessionLimits.CONNECT_SECONDS);
    assertTwice(definitions, "loginTimeout=" + SessionLimits.CONNECT_SECONDS);
    assertTwice(definitions, "socketTimeout=" + SessionLimits.SOCKET_SECONDS);
    assertTwice(definitions, "tcpKeepAlive=true");
    assertTwice(definitions, "('lock_timeout', '%ds'".formatted(LIMITS.lock().toSeconds()));
    assertTwice(
        definitions, "('statement_timeout', '%ds'".formatted(LIMITS.statement().toSeconds()));
    assertTwice(
        definitions, "('idle_in_transaction_session_timeout', (extract(epoch from cast('${");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wildfly/castellan.cli", "payara/castellan-resources.xml"})
  void theirPoolsAreAsLargeAsOurOwn(String file) throws IOException {
    int work =
        DatabaseSettings.MOST_CONNECTIONS
            + OwnResources.HEALTH_CONNECTIONS
            + OwnResources.CHECK_CONNECTIONS;
    assertThat(Files.readString(Path.of("server-config", file)))
        .containsPattern("max-pool-size=\"?" + work)
        .containsPattern("max-pool-size=\"?" + OwnResources.LOCK_CONNECTIONS + "\\b")
        .containsPattern("core-(threads|pool-size)=\"?" + OwnResources.WORK_THREADS);
  }

  private static void assertTwice(String text, String part) {
    assertThat(text.split(Pattern.quote(part), -1)).as(part).hasSize(3);
  }
}

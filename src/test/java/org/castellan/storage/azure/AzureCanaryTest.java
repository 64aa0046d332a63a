package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.LogTap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 7: no secret of any kind is in a log, however loud it is, nor in what is thrown. */
class AzureCanaryTest {

  private static final String CANARY = "canarythatmustnotsingcanary+";
  private static final String KEY =
      Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));

  private final LogTap log = LogTap.everything();
  private final AzureProvider provider = new AzureProvider(AzureFixture.POLICY);

  static Stream<ProviderCredentials> credentials() {
    return Stream.of(
            Map.of("accountKey", KEY),
            Map.of("sasToken", "sv=2021-12-02&ss=b&srt=co&sp=rwl&sig=canarythatmustnotsing%2B"),
            Map.of(
                "tenantId",
                "tenant",
                "clientId",
                "client",
                "clientSecret",
                CANARY,
                "authorityHost",
                "http://127.0.0.1:1"))
        .map(ProviderCredentials::new);
  }

  @AfterEach
  void close() {
    log.close();
    provider.close();
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void refusedCredentialsAreNowhere(ProviderCredentials credentials) {
    assertSilent(Azurite.shared().endpoint(), credentials);
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void credentialsOfAnUnreachableStorageAreNowhere(ProviderCredentials credentials) {
    assertSilent(URI.create("http://127.0.0.1:1"), credentials);
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void storageThatSaysTheSecretItselfIsNotRepeated(ProviderCredentials credentials) {
    String gossip = "<Error><Message>" + CANARY + KEY + "</Message></Error>";
    try (FalseServer server = FalseServer.answering(403, gossip)) {
      assertSilent(server.endpoint(), credentials);
    }
  }

  @Test
  void authorityThatSaysTheSecretItselfIsNotRepeated() {
    String gossip = "{\"error\":\"" + CANARY + "\",\"access_token\":7}";
    try (FalseServer authority = FalseServer.answering(200, gossip)) {
      var fields = Map.of("tenantId", "t", "clientId", "c", "clientSecret", CANARY);
      var all = new HashMap<>(fields);
      all.put("authorityHost", authority.endpoint().toString());
      assertSilent(URI.create("http://127.0.0.1:1"), new ProviderCredentials(all));
      assertThat(authority.asked()).hasSize(1);
    }
  }

  @Test
  void tokenPrintsAsAsterisks() {
    assertThat(Authority.Token.lasting(CANARY, Duration.ofHours(1))).hasToString("Token[***]");
  }

  private void assertSilent(URI endpoint, ProviderCredentials credentials) {
    String location = AzureFixture.location(endpoint, "container");
    assertThat(provider.check(location, credentials)).isEmpty();
    try (BlobStore store = provider.open(location, credentials)) {
      StorageException thrown =
          catchThrowableOfType(
              StorageException.class,
              () -> store.describe("key", Deadline.in(Duration.ofSeconds(10))));
      assertThat(thrown.failure().errorClass()).isNotEqualTo(ErrorClass.NOT_FOUND);
      assertNoCanary(everythingOf(thrown));
      assertNoCanary(thrown.failure().toString());
      assertNoCanary(store.toString());
    }
    assertThat(log.lines()).allSatisfy(AzureCanaryTest::assertNoCanary);
  }

  private static void assertNoCanary(String text) {
    assertThat(text).doesNotContain("canarythatmustnotsing", KEY);
  }

  private static String everythingOf(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

package org.castellan.storage.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Credentials;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Origin;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Sha256;
import org.castellan.testkit.OciRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others find in a registry that Castellan uses. */
class OciReadBackTest {

  private static final Path SKOPEO = Path.of("/usr/bin/skopeo");

  private final OciProvider provider = new OciProvider(OciFixture.POLICY);

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void anotherClientPullsTheArtifactWithItsNameAndAuthor(@TempDir Path directory) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(SKOPEO), "there is no skopeo: `apt-get install skopeo` provides it");
    byte[] bytes = "the artifact".getBytes(StandardCharsets.UTF_8);
    String sha256 = Sha256.hex(bytes);
    try (BlobStore store = open(OciRegistry.shared())) {
      var origin = new Origin(Optional.of("app.jar"), Optional.of("an author"));
      var content =
          new BlobStore.Content(new ByteArrayInputStream(bytes), bytes.length, sha256, origin);
      store.put("org/sha256/pulled", content, soon());
    }
    pull("127.0.0.1:" + OciRegistry.shared().port() + "/read:org_sha256_pulled", directory);
    assertThat(directory.resolve(sha256)).hasBinaryContent(bytes);
    assertThat(directory.resolve("manifest.json"))
        .content()
        .contains("\"digest\":\"sha256:" + sha256)
        .contains("\"org.opencontainers.image.title\":\"app.jar\"")
        .contains("\"org.opencontainers.image.authors\":\"an author\"");
  }

  @Test
  void probeLeavesNothingInTheCatalog() throws Exception {
    try (OciRegistry registry = OciRegistry.basic(true);
        BlobStore store = open(registry)) {
      assertThat(store.probe("token", soon())).isInstanceOf(ProbeResult.Healthy.class);
      assertThat(catalog(registry)).isEqualTo("{\"repositories\":[]}");
      assertThat(registry.openUploads("read")).isEmpty();
    }
  }

  private static void pull(String artifact, Path directory)
      throws IOException, InterruptedException {
    Process skopeo =
        new ProcessBuilder(
                SKOPEO.toString(),
                "copy",
                "--src-tls-verify=false",
                "--src-creds=" + OciRegistry.USER + ":" + OciRegistry.PASSWORD,
                "docker://" + artifact,
                "dir:" + directory)
            .redirectErrorStream(true)
            .start();
    String said = new String(skopeo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(skopeo.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(skopeo.exitValue()).as(said).isZero();
  }

  private static String catalog(OciRegistry registry) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + registry.port() + "/v2/_catalog"))
            .header("Authorization", Credentials.basic(OciRegistry.USER, OciRegistry.PASSWORD))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .strip();
  }

  private BlobStore open(OciRegistry registry) {
    return provider.open(
        registry.location("read"), new ProviderCredentials(OciRegistry.credentials()));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}

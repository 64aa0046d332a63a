package org.castellan.storage.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Part;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageException;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.RefusingProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 7: wherever a registry leads, policy and credentials hold. */
class OciElsewhereTest {

  private static final byte[] BYTES = "kept elsewhere".getBytes(StandardCharsets.UTF_8);

  private final OciFixture fixture = new OciFixture();
  private final OciProvider provider = new OciProvider(OciFixture.POLICY);

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void hostThatKeepsTheBytesGetsNoCredentials() throws IOException {
    try (FalseServer other = FalseServer.answering(200, new String(BYTES, StandardCharsets.UTF_8));
        RefusingProxy proxy = redirecting(other.endpoint() + "/bytes?signed");
        BlobStore store = stored(proxy.port())) {
      try (Blob blob = store.get("elsewhere", Part.WHOLE, soon()).orElseThrow()) {
        assertThat(blob.stream().readAllBytes()).isEqualTo(BYTES);
      }
      assertThat(other.asked()).singleElement().asString().startsWith("GET /bytes?signed ");
      assertThat(other.asked().get(0)).doesNotContainIgnoringCase("Authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://10.1.2.3/bytes", "http://example.com/bytes"})
  void bytesAreNotReadFromWhereThePolicyForbids(String location) {
    try (RefusingProxy proxy = redirecting(location);
        BlobStore store = stored(proxy.port())) {
      assertThatThrownBy(() -> store.get("elsewhere", Part.WHOLE, soon()))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.MISCONFIGURED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://10.1.2.3/token", "http://example.com/token"})
  void passwordGoesToNoTokenServiceThatThePolicyForbids(String realm) {
    String challenge = "WWW-Authenticate: Bearer realm=\"" + realm + "\"\r\n";
    try (FalseServer registry = FalseServer.answering(401, "", challenge)) {
      assertMisconfigured(registry);
      assertThat(registry.asked()).noneMatch(it -> it.contains("Authorization"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://10.1.2.3/upload", "http://example.com/upload"})
  void uploadGoesNowhereThatThePolicyForbids(String location) {
    String opened = FalseServer.answer(202, "", "Location: " + location + "\r\n");
    try (RefusingProxy proxy =
            RefusingProxy.to(fixture.port(), head -> head.startsWith("POST "), opened);
        BlobStore store = provider.open(fixture.location(proxy.port()), fixture.credentials())) {
      store.delete("elsewhere", soon());
      assertThatThrownBy(() -> upload(store))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.MISCONFIGURED));
    }
  }

  private static void upload(BlobStore store) {
    var content =
        new BlobStore.Content(new ByteArrayInputStream(BYTES), BYTES.length, Sha256.hex(BYTES));
    store.put("elsewhere", content, soon());
  }

  private void assertMisconfigured(FalseServer registry) {
    try (BlobStore store = provider.open(at(registry), fixture.credentials())) {
      assertThat(store.probe("token", soon()))
          .isInstanceOfSatisfying(
              ProbeResult.Broken.class,
              it -> assertThat(it.failure().errorClass()).isEqualTo(ErrorClass.MISCONFIGURED));
    }
  }

  private String at(FalseServer registry) {
    return fixture.location(registry.endpoint());
  }

  private RefusingProxy redirecting(String location) {
    return RefusingProxy.to(
        fixture.port(),
        head -> head.startsWith("GET /v2/kit/blobs/") && head.contains("Authorization: "),
        FalseServer.answer(307, "", "Location: " + location + "\r\n"));
  }

  /** As reached through a proxy, after the real registry was given what to find. */
  private BlobStore stored(int proxy) {
    try (BlobStore direct =
        provider.open(fixture.location(fixture.port()), fixture.credentials())) {
      direct.delete("elsewhere", soon());
      upload(direct);
    }
    return provider.open(fixture.location(proxy), fixture.credentials());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}

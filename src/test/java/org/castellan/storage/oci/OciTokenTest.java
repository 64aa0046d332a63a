package org.castellan.storage.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.OciRegistry;
import org.castellan.testkit.TokenService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins by a token service, at a real registry that checks what its tokens allow. */
class OciTokenTest {

  private static final String WRITER = "writer-of-one-tenant";
  private static final String READER = "reader-of-another";
  private static final int LONG = 300;
  private static final int ENDED = 0;

  private final OciProvider provider = new OciProvider(OciFixture.POLICY);

  @AfterEach
  void close() {
    provider.close();
  }

  /** Promise 7. */
  @Test
  void tenantNeverGetsInByTheTokenOfAnother() {
    try (TokenService tokens = tokens(LONG);
        OciRegistry registry = OciRegistry.token(tokens);
        BlobStore writer = open(registry, WRITER);
        BlobStore reader = open(registry, READER)) {
      assertThat(probe(writer)).isInstanceOf(ProbeResult.Healthy.class);
      assertThat(probe(reader))
          .isInstanceOfSatisfying(
              ProbeResult.Broken.class,
              it -> assertThat(it.failure().errorClass()).isEqualTo(ErrorClass.AUTHORIZATION));
      assertThat(probe(writer)).isInstanceOf(ProbeResult.Healthy.class);
      assertThat(tokens.asked()).anyMatch(it -> it.startsWith(READER + " "));
    }
  }

  @Test
  void tokenServesUntilItEnds() {
    try (TokenService tokens = tokens(LONG);
        OciRegistry registry = OciRegistry.token(tokens);
        BlobStore store = open(registry, WRITER)) {
      assertThat(probe(store)).isInstanceOf(ProbeResult.Healthy.class);
      List<String> first = tokens.asked();
      assertThat(probe(store)).isInstanceOf(ProbeResult.Healthy.class);
      assertThat(tokens.asked()).isEqualTo(first).doesNotHaveDuplicates();
    }
  }

  @Test
  void endedTokenIsRenewedBeforeItIsRefused() {
    try (TokenService tokens = tokens(ENDED);
        OciRegistry registry = OciRegistry.token(tokens);
        BlobStore store = open(registry, WRITER)) {
      assertThat(probe(store)).isInstanceOf(ProbeResult.Healthy.class);
      int first = tokens.asked().size();
      assertThat(probe(store)).isInstanceOf(ProbeResult.Healthy.class);
      assertThat(tokens.asked()).hasSizeGreaterThan(first);
    }
  }

  @Test
  void wrongPasswordAtTheTokenServiceIsOneOfAuthentication() {
    try (TokenService tokens = tokens(LONG);
        OciRegistry registry = OciRegistry.token(tokens);
        BlobStore store = open(registry, "nobody")) {
      assertThat(probe(store))
          .isInstanceOfSatisfying(
              ProbeResult.Broken.class,
              it -> assertThat(it.failure().errorClass()).isEqualTo(ErrorClass.AUTHENTICATION));
    }
  }

  private static TokenService tokens(int seconds) {
    return new TokenService(
        Map.of(WRITER, Set.of("pull", "push", "delete"), READER, Set.of("pull")), seconds);
  }

  private BlobStore open(OciRegistry registry, String user) {
    var credentials =
        new ProviderCredentials(Map.of("username", user, "password", OciRegistry.PASSWORD));
    return provider.open(registry.location("kit"), credentials);
  }

  private static ProbeResult probe(BlobStore store) {
    return store.probe("token", Deadline.in(Duration.ofSeconds(20)));
  }
}

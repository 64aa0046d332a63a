package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageFailure;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.FalseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Azure alone says, and what it means. */
class AzureAnswersTest {

  private final AzureProvider provider = new AzureProvider(AzureFixture.POLICY);

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | AuthenticationFailed | AUTHENTICATION | The storage does not accept the account key.",
        "403 | AuthorizationFailure | AUTHORIZATION | The account does not let the account key do"
            + " this.",
        "403 | KeyBasedAuthenticationNotPermitted | AUTHENTICATION | The account forbids account"
            + " keys and what is signed with them.",
        "403 | AccountIsDisabled | AUTHORIZATION | The storage account is disabled.",
        "404 | ContainerNotFound | NOT_FOUND | The container or its account does not exist.",
        "409 | ContainerBeingDeleted | NOT_FOUND | The container or its account does not exist.",
        "503 | ServerBusy | RATE_LIMITED | The storage asks for fewer requests.",
        "507 | '' | QUOTA | The storage has no room left for this account.",
        "500 | OperationTimedOut | PROVIDER_ERROR | The storage failed by an error of its own.",
        "400 | NeverHeardOf | PROVIDER_ERROR | The storage refused the request."
      })
  void codes(int status, String code, ErrorClass errorClass, String error) {
    try (FalseServer server =
        FalseServer.answering(status, "", "x-ms-error-code: " + code + "\r\n")) {
      StorageFailure failure = probe(server.endpoint(), AzureFixture.KEY);
      assertThat(failure.errorClass()).isEqualTo(errorClass);
      assertThat(failure.error()).isEqualTo(error);
    }
  }

  @Test
  void signatureOfAnotherHourIsTheClocks() {
    String headers =
        "x-ms-error-code: AuthenticationFailed\r\nDate: Tue, 01 Jan 2019 00:00:00 GMT\r\n";
    try (FalseServer server = FalseServer.answering(403, "", headers)) {
      assertThat(probe(server.endpoint(), AzureFixture.KEY).error())
          .isEqualTo("The clocks of Castellan and the storage differ too much.");
    }
  }

  @Test
  void endedSignatureIsToldFromAWrongOne() {
    URI endpoint = kit();
    assertThat(probe(endpoint, SasTokens.of("rwdlc", Duration.ofHours(-1))).error())
        .isEqualTo("The SAS token has expired.");
    var forged = new HashMap<>(SasTokens.of("rwdlc", Duration.ofHours(1)).fields());
    forged.replaceAll((name, token) -> token.replaceFirst("sig=.....", "sig=AAAAA"));
    assertThat(probe(endpoint, new ProviderCredentials(forged)).error())
        .isEqualTo("The storage does not accept the SAS token.");
  }

  @Test
  void signatureWithEveryPermissionWorks() {
    String location = AzureFixture.location(kit(), "kit");
    ProviderCredentials sas = SasTokens.of("rwdlc", Duration.ofHours(1));
    String mark = "?" + sas.get("sasToken").orElseThrow();
    for (var token :
        new ProviderCredentials[] {sas, new ProviderCredentials(Map.of("sasToken", mark))}) {
      try (BlobStore store = provider.open(location, token)) {
        assertThat(store.probe("sas", soon())).isInstanceOf(ProbeResult.Healthy.class);
        assertThat(store.reap(Duration.ofHours(1), soon())).isZero();
      }
    }
  }

  @Test
  void unknownAccountIsNotAHealthyOne() {
    String location = kit() + "/accountofnobody/kit";
    try (BlobStore store = provider.open(location, AzureFixture.KEY)) {
      assertThat(failure(store).errorClass()).isIn(ErrorClass.NOT_FOUND, ErrorClass.AUTHENTICATION);
    }
  }

  /** Promise 6: nothing is acknowledged that the storage holds other bytes of. */
  @Test
  void uploadThatArrivedOtherwiseIsCorruptAndRemoved() {
    String headers = "ETag: \"1\"\r\nContent-MD5: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
    try (FalseServer server = FalseServer.answering(201, "", headers)) {
      assertThat(probe(server.endpoint(), AzureFixture.KEY).errorClass())
          .isEqualTo(ErrorClass.CORRUPT);
      assertThat(server.asked()).anyMatch(request -> request.startsWith("DELETE "));
    }
  }

  /** 64 KiB more than what is taken, and no end. */
  @Test
  void answerWithoutEndIsNotTaken() {
    try (FalseServer server = FalseServer.answering(200, "x".repeat((16 << 20) + 65536))) {
      assertThat(probe(server.endpoint(), AzureFixture.KEY).errorClass())
          .isEqualTo(ErrorClass.PROVIDER_ERROR);
    }
  }

  private static URI kit() {
    AzureFixture.container("kit");
    return Azurite.shared().endpoint();
  }

  private StorageFailure probe(URI endpoint, ProviderCredentials credentials) {
    try (BlobStore store = provider.open(AzureFixture.location(endpoint, "kit"), credentials)) {
      return failure(store);
    }
  }

  private static StorageFailure failure(BlobStore store) {
    return ((ProbeResult.Broken) store.probe("token", soon())).failure();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}

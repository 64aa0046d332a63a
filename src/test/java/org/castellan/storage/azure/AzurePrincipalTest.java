package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.testkit.FaultyProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service principal at a real Azurite over HTTPS, with the tokens of an authority. */
class AzurePrincipalTest extends BlobStoreContract {

  private static PrincipalServers servers;

  @BeforeAll
  static void startServers() {
    servers = PrincipalServers.start();
  }

  @AfterAll
  static void stopServers() {
    if (servers != null) {
      servers.close();
    }
  }

  @Override
  protected String provider() {
    return servers.provider().id();
  }

  @Override
  protected BlobStore open() {
    return servers.open();
  }

  @Test
  void oneTokenServesManyCalls() {
    int before = servers.tokens().asked();
    try (BlobStore store = open()) {
      for (int i = 0; i < 5; i++) {
        assertThat(store.exists("nothing", soon())).isFalse();
      }
    }
    assertThat(servers.tokens().asked()).isEqualTo(before + 1);
  }

  @Test
  void tokenThatTheStorageRefusesIsHadAnew() {
    try (BlobStore store = open()) {
      servers.tokens().lifetime(Duration.ofSeconds(-30));
      assertThat(failure(store.probe("ended", soon()))).isEqualTo(ErrorClass.AUTHENTICATION);
      servers.tokens().lifetime(Duration.ofHours(1));
      assertThat(store.probe("anew", soon())).isInstanceOf(ProbeResult.Healthy.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientSecret | The directory does not accept the client secret.",
        "clientId | The directory does not know the application, or does not let it in.",
        "tenantId | There is no such directory."
      })
  void authorityThatRefusesIsToldByWhatItRefuses(String field, String sentence) {
    try (BlobStore store = servers.open(servers.with(field, "wrong"))) {
      assertThat(store.probe("refused", soon()))
          .isInstanceOfSatisfying(
              ProbeResult.Broken.class,
              broken -> {
                assertThat(broken.failure().errorClass()).isEqualTo(ErrorClass.AUTHENTICATION);
                assertThat(broken.failure().error()).isEqualTo(sentence);
                assertThat(broken.failure().remedy()).contains(field);
              });
    }
  }

  /** Promise 3: an interrupt ends the wait for a token, also for another call that asks for it. */
  @Test
  void waitForATokenEndsWithItsCall() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.to(servers.tokens().endpoint().getPort())) {
      proxy.stall();
      String authority = "https://127.0.0.1:" + proxy.port();
      try (BlobStore store = servers.open(servers.with("authorityHost", authority))) {
        Running asks = Running.start(() -> store.probe("asks", soon()));
        await().until(() -> proxy.connections() > 0);
        Running waits = Running.start(() -> store.probe("waits", soon()));
        assertThat(failure(waits.interrupted())).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(failure(asks.interrupted())).isEqualTo(ErrorClass.TIMEOUT);
      }
    }
  }

  private record Running(Thread thread, FutureTask<ProbeResult> probe) {

    static Running start(Callable<ProbeResult> probe) {
      var task = new FutureTask<>(probe);
      var thread = new Thread(task, "probe");
      thread.start();
      return new Running(thread, task);
    }

    ProbeResult interrupted() throws Exception {
      thread.interrupt();
      return probe.get(5, TimeUnit.SECONDS);
    }
  }

  private static ErrorClass failure(ProbeResult result) {
    return ((ProbeResult.Broken) result).failure().errorClass();
  }
}

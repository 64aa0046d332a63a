package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What one organization may do at once: one upload, one validation, and three of these a minute.
 */
class LimitsApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db).limited(1, 1, 3);

  private static final String STORE =
      "{\"name\":\"%s\",\"provider\":\"STUB\",\"location\":\"l\",\"credentials\":{\"key\":\"k\"}}";

  private final CountDownLatch rest = new CountDownLatch(1);
  private Organization organization;
  private String path;
  private ApiClient owner;

  @BeforeEach
  void someOrganization() {
    organization = api.registry().organization();
    path = "/v1/organizations/" + organization.name();
    owner = api.as(Role.OWNER, organization);
  }

  @AfterEach
  void letGo() {
    rest.countDown();
    api.stub().hold(new CountDownLatch(0));
  }

  @Test
  void anUploadTooManyIsTurnedAwayUntilAnotherHasEnded() {
    var slow = new SlowBody(rest);
    var first =
        CompletableFuture.supplyAsync(
            () -> owner.uploadInChunks("POST", path + "/artifacts", slow));
    await()
        .untilAsserted(
            () ->
                refused(
                    owner.upload("POST", path + "/artifacts", new byte[1]), "TOO_MANY_UPLOADS"));
    var other = api.registry().organization();
    var others = "/v1/organizations/" + other.name() + "/artifacts";
    assertThat(api.as(Role.WRITER, other).upload("POST", others, new byte[1]).status())
        .isEqualTo(201);
    rest.countDown();
    assertThat(first.join().status()).isEqualTo(201);
    assertThat(owner.upload("POST", path + "/artifacts", new byte[1]).status()).isBetween(200, 201);
  }

  @Test
  void aValidationTooManyAtOnceIsTurnedAwayAndNothingIsStored() {
    assertThat(owner.post(path + "/cas-backends", STORE.formatted("store")).status())
        .isEqualTo(201);
    api.stub().hold(rest);
    String revalidate = path + "/cas-backends/store/revalidate";
    assertThat(owner.post(revalidate, "").status()).isEqualTo(202);
    refused(owner.post(revalidate, ""), "TOO_MANY_VALIDATIONS");
    refused(owner.post(path + "/cas-backends", STORE.formatted("more")), "TOO_MANY_VALIDATIONS");
    refused(
        owner.json("PATCH", path + "/cas-backends/store", "{\"credentials\":{\"key\":\"new\"}}"),
        "TOO_MANY_VALIDATIONS");
    assertThat(owner.get(path + "/cas-backends/more").status()).isEqualTo(404);
    assertThat(
            owner.json("PATCH", path + "/cas-backends/store", "{\"description\":\"d\"}").status())
        .isEqualTo(200);
    rest.countDown();
    await().until(() -> owner.post(revalidate, "").status() == 202);
  }

  @Test
  void aValidationTooManyInAMinuteIsTurnedAwayAlsoWhenTheOthersFailed() {
    String wrong = STORE.formatted("store").replace("\"k\"", "\"wrong\"");
    for (int i = 0; i < 3; i++) {
      assertThat(owner.post(path + "/cas-backends", wrong).status()).isEqualTo(422);
    }
    refused(owner.post(path + "/cas-backends", wrong), "TOO_MANY_VALIDATIONS");
  }

  @Test
  void whatIsWrongAnywayTakesNoTurn() {
    for (int i = 0; i < 5; i++) {
      assertThat(owner.post(path + "/cas-backends", "{}").status()).isEqualTo(400);
      assertThat(owner.post(path + "/cas-backends/default-inline/revalidate", "").status())
          .isEqualTo(409);
    }
  }

  private static void refused(ApiClient.Answer answer, String reason) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(429);
    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
  }

  /** Some bytes, one by one, and another when it may. */
  private static final class SlowBody extends InputStream {
    private final CountDownLatch rest;
    private int sent;

    SlowBody(CountDownLatch rest) {
      this.rest = rest;
    }

    @Override
    public int read() throws IOException {
      if (sent == 9) {
        return -1;
      }
      try {
        if (sent == 8) {
          rest.await();
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      sent++;
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int next = read();
      if (next < 0) {
        return -1;
      }
      bytes[offset] = (byte) next;
      return 1;
    }
  }
}

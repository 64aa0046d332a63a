package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackendsApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final String SECRET = "hush-hush";

  private final Organization organization = api.registry().organization();
  private final String backends = "/v1/organizations/" + organization.name() + "/cas-backends";
  private final String store = backends + "/store";
  private final ApiClient owner = api.as(Role.OWNER, organization);

  @BeforeEach
  void healthyStub() {
    api.stub().broken = false;
  }

  @Test
  void probedBackendIsRegistered() {
    var created = create("store", SECRET, "\"default\":true,\"description\":\"Ours\"");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.header("Location")).endsWith(store);
    assertThat(created.header("ETag")).isEqualTo(owner.get(store).header("ETag")).isNotEmpty();
    JsonObject backend = owner.get(store).json();
    assertThat(backend).isEqualTo(created.json());
    assertThat(backend.getString("status")).isEqualTo("OK");
    assertThat(backend.getBoolean("default")).isTrue();
    assertThat(backend.getString("description")).isEqualTo("Ours");
    assertThat(backend.getInt("maxBytes")).isEqualTo(100 << 20);
    assertThat(backend.keySet())
        .containsExactlyInAnyOrder(
            "name",
            "provider",
            "location",
            "host",
            "description",
            "default",
            "fallback",
            "inline",
            "maxBytes",
            "status",
            "validatedAt",
            "createdAt",
            "updatedAt");
    assertThat(validations()).extracting(it -> it.getString("trigger")).containsExactly("CREATE");
  }

  @Test
  void unreachableBackendIsNotStored() {
    var refused = create("store", "wrong", "\"default\":true");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.reason()).isEqualTo("CAS_BACKEND_UNREACHABLE");
    assertThat(refused.json().getString("errorClass")).isEqualTo("AUTHENTICATION");
    assertThat(refused.json().getString("error")).isEqualTo(StubProvider.FAILURE.error());
    assertThat(refused.json().getString("remedy")).isEqualTo(StubProvider.FAILURE.remedy());
    assertThat(owner.get(store).status()).isEqualTo(404);
  }

  @Test
  void nameTwiceIsRefused() {
    create("store", SECRET, "\"default\":false");
    assertThat(create("store", SECRET, "\"default\":false").reason()).isEqualTo("NAME_TAKEN");
    assertThat(create("default-inline", SECRET, "\"default\":false").reason())
        .isEqualTo("NAME_TAKEN");
  }

  @Test
  void newDefaultTakesTheSeat() {
    create("store", SECRET, "\"default\":true");
    assertThat(owner.get(backends + "/default-inline").json().getBoolean("default")).isFalse();
    owner.patch(store, "{\"default\":false}");
    assertThat(owner.get(backends + "/default-inline").json().getBoolean("default")).isTrue();
  }

  @Test
  void changeMeetsTheRevisionThatWasRead() {
    String etag = create("store", SECRET, "\"default\":false").header("ETag");
    var changed = owner.patch(store, "{\"description\":\"a\"}", "If-Match", "\"0\", " + etag);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(etag);

    for (String stale : new String[] {etag, "\"x\"", "W/" + changed.header("ETag"), "1"}) {
      var refused = owner.patch(store, "{\"description\":\"b\"}", "If-Match", stale);
      assertThat(refused.status()).as(stale).isEqualTo(412);
      assertThat(refused.reason()).isEqualTo("REVISION_MISMATCH");
    }
    assertThat(owner.patch(store, "{\"description\":\"c\"}", "If-Match", "*").status())
        .isEqualTo(200);
    assertThat(owner.patch(store, "{\"description\":\"d\"}").json().getString("description"))
        .isEqualTo("d");
  }

  @Test
  void newCredentialsAreProbedBeforeTheyReplaceTheOld() {
    String etag = create("store", SECRET, "\"default\":true").header("ETag");
    var refused =
        owner.patch(store, "{\"credentials\":{\"key\":\"wrong\"},\"description\":\"new\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.reason()).isEqualTo("CAS_BACKEND_UNREACHABLE");
    assertThat(owner.get(store).header("ETag")).isEqualTo(etag);
    assertThat(owner.get(store).json().getString("description")).isEmpty();

    var accepted = owner.patch(store, "{\"credentials\":{\"key\":\"other\"}}");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
    assertThat(validations()).first().matches(it -> it.getString("trigger").equals("UPDATE"));
  }

  /** As docs/disaster.md says of a lost keyset. */
  @Test
  void credentialsThatNoKeyOpensAreReplacedByNewOnes() {
    create("store", SECRET, "\"default\":true");
    db.jdbi().useHandle(handle -> handle.execute("update credential set ciphertext = '\\x00'"));
    assertThat(owner.post(store + "/revalidate").status()).isEqualTo(202);
    await()
        .until(() -> owner.get(store).text().contains("\"errorClass\":\"CREDENTIALS_UNREADABLE\""));
    var mended = owner.patch(store, "{\"credentials\":{\"key\":\"other\"}}");
    assertThat(mended.status()).as(mended.text()).isEqualTo(200);
    assertThat(owner.get(store).json().getString("status")).isEqualTo("OK");
  }

  /** Promise 7. */
  @Test
  void secretsAppearInNoAnswer() {
    assertThat(create("store", SECRET, "\"default\":true").text()).doesNotContain(SECRET);
    assertThat(create("a", SECRET, "\"default\":3").text()).doesNotContain(SECRET);
    for (String path :
        new String[] {
          "/cas-backends", "/cas-backends/store", "/cas-backends/store/validations", "/audit-events"
        }) {
      assertThat(owner.get("/v1/organizations/" + organization.name() + path).text())
          .doesNotContain(SECRET);
    }
  }

  @Test
  void deletedBackendIsGoneAndItsNameFree() {
    create("store", SECRET, "\"default\":true");
    assertThat(owner.delete(store).status()).isEqualTo(204);
    assertThat(owner.get(store).status()).isEqualTo(404);
    assertThat(owner.delete(store).status()).isEqualTo(404);
    assertThat(create("store", SECRET, "\"default\":true").status()).isEqualTo(201);
  }

  @Test
  void statusFollowsARevalidation() {
    create("store", SECRET, "\"default\":true");
    api.stub().broken = true;
    assertThat(owner.post(store + "/revalidate").status()).isEqualTo(202);
    await().until(() -> owner.get(store).json().getString("status").equals("INVALID"));
    JsonObject backend = owner.get(store).json();
    assertThat(backend.getString("errorClass")).isEqualTo("AUTHENTICATION");
    assertThat(backend.getString("error")).isEqualTo(StubProvider.FAILURE.error());
    JsonObject newest = validations().get(0);
    assertThat(newest.getString("trigger")).isEqualTo("MANUAL");
    assertThat(newest.getString("status")).isEqualTo("INVALID");
    assertThat(newest.getString("node")).isEqualTo("test-node");
    assertThat(newest.getString("latency")).isEqualTo("PT0.001S");
  }

  @Test
  void gateRefusesWhatNoBackendCanTake() {
    create("store", SECRET, "\"default\":true");
    api.stub().broken = true;
    owner.post(store + "/revalidate");
    await().until(() -> owner.get(store).json().getString("status").equals("INVALID"));

    var refused = upload();
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.reason()).isEqualTo("CAS_BACKEND_INVALID");
    assertThat(refused.json().getString("backend")).isEqualTo("store");
    assertThat(refused.json().getString("errorClass")).isEqualTo("AUTHENTICATION");

    owner.patch(backends + "/default-inline", "{\"fallback\":true}");
    assertThat(upload().header("Castellan-Backend")).isEqualTo("default-inline");
  }

  @Test
  void gateRequiresADefault() {
    owner.patch(backends + "/default-inline", "{\"default\":false}");
    var refused = upload();
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.reason()).isEqualTo("CAS_BACKEND_REQUIRED");
  }

  private ApiClient.Answer upload() {
    return owner.upload(
        "POST", "/v1/organizations/" + organization.name() + "/artifacts", new byte[] {1});
  }

  private ApiClient.Answer create(String name, String key, String more) {
    return owner.post(
        backends,
        "{\"name\":\"%s\",\"provider\":\"STUB\",\"location\":\"l\",\"credentials\":{\"key\":\"%s\"},%s}"
            .formatted(name, key, more));
  }

  private java.util.List<JsonObject> validations() {
    return owner
        .get(store + "/validations")
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }
}

package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.castellan.run.Api;
import org.castellan.testkit.S3Server;

/** What a tenant does with a backend of one kind, and what happens to it. */
record LeakyLife(RecordedApi tenant, RecordedApi admin, LeakyKind kind) {

  static final String PATH = "/api/v1/organizations/leaky";

  private static final String BACKENDS = PATH + "/cas-backends";
  private static final String ARTIFACTS = PATH + "/artifacts";
  private static final Duration SOON = Duration.ofSeconds(60);

  void live() {
    try (var provider = new GossipyProvider(kind.port(), 403, kind.right, kind.wrong);
        var failing = new GossipyProvider(kind.port(), 500, kind.right, kind.wrong)) {
      refused(provider, failing);
      create(kind.form(provider.port(), kind.right), 201);
      change(kind.wrong, 422);
      change(kind.right, 200);
      transfers();
      provider.gossips(true);
      changesAndTransfersWhileItGossips();
      revalidate("INVALID");
      provider.gossips(false);
      revalidate("OK");
      provider.hangs();
      change(kind.wrong, 422);
      revalidate("TIMEOUT");
      provider.works();
      revalidate("\"OK\"");
      looks();
      assertThat(tenant.call("DELETE", backend(), "").statusCode()).isEqualTo(204);
    }
  }

  private void refused(GossipyProvider provider, GossipyProvider failing) {
    create(kind.form(provider.port(), kind.wrong), 422);
    create(kind.form(S3Server.freePort(), kind.wrong), 422);
    for (GossipyProvider gossip : List.of(provider, failing)) {
      gossip.gossips(true);
      create(kind.form(gossip.port(), kind.right), 422);
      create(kind.form(gossip.port(), kind.wrong), 422);
      gossip.gossips(false);
    }
    provider.hangs();
    create(kind.form(provider.port(), kind.wrong), 422);
    provider.works();
  }

  private void transfers() {
    var stored = tenant.call("POST", ARTIFACTS, "hello " + kind);
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
    String digest = Api.json(stored).getString("digest");
    assertThat(tenant.get(ARTIFACTS + "/" + digest).body()).isEqualTo("hello " + kind);
    tenant.call("DELETE", ARTIFACTS + "/" + digest, "");
    assertThat(tenant.call("POST", ARTIFACTS, "stays in " + kind).statusCode()).isEqualTo(201);
  }

  private void changesAndTransfersWhileItGossips() {
    change(kind.wrong, 422);
    assertThat(tenant.get(ARTIFACTS + "/" + stays()).statusCode()).isEqualTo(503);
    assertThat(tenant.call("POST", ARTIFACTS, "refused by " + kind).statusCode()).isEqualTo(503);
  }

  /** The digest of what was uploaded last and not deleted. */
  private String stays() {
    return Api.json(tenant.get(ARTIFACTS))
        .getJsonArray("items")
        .getJsonObject(0)
        .getString("digest");
  }

  private void create(String form, int status) {
    var answer = tenant.call("POST", BACKENDS, form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private void change(String secret, int status) {
    String change = "{\"credentials\":%s}".formatted(kind.credentials(secret));
    await()
        .atMost(SOON)
        .until(() -> tenant.call("PATCH", backend(), change).statusCode() == status);
  }

  private void revalidate(String until) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              tenant.call("POST", backend() + "/revalidate", "");
              return tenant.get(backend()).body().contains(until);
            });
  }

  private void looks() {
    tenant.get(BACKENDS);
    tenant.get(backend() + "/validations");
    tenant.get(PATH + "/audit-events?pageSize=500");
    tenant.get(PATH + "/tokens");
    String digest = stays();
    admin.get(backend());
    String hex = digest.substring("sha256:".length());
    assertThat(tenant.get(PATH + "/cas/" + hex).statusCode()).isEqualTo(200);
    String batch =
        """
        {"operation":"download","objects":[{"oid":"%s","size":1}]}
        """
            .formatted(hex);
    assertThat(tenant.call("POST", PATH + "/lfs/objects/batch", batch).statusCode()).isEqualTo(200);
  }

  /** Secrets where they are wrong. */
  void mistakes() {
    String secret = kind.wrong;
    String form = kind.form(1, secret);
    for (String body :
        List.of(
            form.substring(0, form.length() - 5),
            form.replace("\"secretAccessKey\":\"" + secret + "\"", "\"key\":\"" + secret + "\""),
            form.replace("\"secretAccessKey\":\"", "\"secretAccessKey\":\"\\u0007"),
            "{\"credentials\":\"" + secret + "\"}",
            "\"" + secret + "\"",
            secret)) {
      assertThat(tenant.call("POST", BACKENDS, body).statusCode()).as(body).isEqualTo(400);
      assertThat(tenant.call("PATCH", BACKENDS + "/default-inline", body).statusCode())
          .isIn(400, 409);
    }
    var wrong = new Api(admin.api().url(), "cst_" + secret);
    new RecordedApi(wrong, tenant.outputs()).get(PATH + "/tokens");
  }

  private String backend() {
    return BACKENDS + "/" + kind.name().toLowerCase(Locale.ROOT);
  }
}

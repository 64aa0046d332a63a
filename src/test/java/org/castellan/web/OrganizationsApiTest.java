package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrganizationsApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  @Test
  void newOrganizationHasItsInlineBackend() {
    var created = api.admin().post("/v1/organizations", "{\"name\":\"acme\",\"quotaBytes\":1000}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).endsWith("/api/v1/organizations/acme");
    assertThat(created.json().getInt("quotaBytes")).isEqualTo(1000);

    JsonObject backend =
        api.admin()
            .get("/v1/organizations/acme/cas-backends")
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(backend.getString("name")).isEqualTo("default-inline");
    assertThat(backend.getBoolean("default")).isTrue();
    assertThat(backend.getBoolean("inline")).isTrue();
    assertThat(backend.getInt("maxBytes")).isEqualTo(512000);
    assertThat(backend.getString("status")).isEqualTo("OK");
  }

  @Test
  void nameTwiceIsRefused() {
    api.admin().post("/v1/organizations", "{\"name\":\"twice\"}");
    var second = api.admin().post("/v1/organizations", "{\"name\":\"twice\"}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.reason()).isEqualTo("NAME_TAKEN");
    assertThat(second.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void quotaIsChangedAndTakenAway() {
    Organization organization = api.registry().organization();
    String path = "/v1/organizations/" + organization.name();
    assertThat(api.admin().patch(path, "{\"quotaBytes\":5}").json().getInt("quotaBytes"))
        .isEqualTo(5);
    assertThat(api.admin().patch(path, "{\"quotaBytes\":null}").json())
        .doesNotContainKey("quotaBytes");
    assertThat(api.admin().get(path).json()).doesNotContainKey("quotaBytes");
  }

  @Test
  void emptyOrganizationIsDeleted() {
    Organization organization = api.registry().organization();
    String path = "/v1/organizations/" + organization.name();
    assertThat(api.admin().delete(path).status()).isEqualTo(204);
    assertThat(api.admin().get(path).status()).isEqualTo(404);
    assertThat(api.admin().delete(path).status()).isEqualTo(404);
  }

  @Test
  void organizationWithArtifactsIsNotDeleted() {
    Organization organization = api.registry().organization();
    String path = "/v1/organizations/" + organization.name();
    assertThat(api.admin().upload("POST", path + "/artifacts", new byte[3]).status())
        .isEqualTo(201);
    var answer = api.admin().delete(path);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.reason()).isEqualTo("NOT_EMPTY");
  }

  @Test
  void listIsPagedNewestFirst() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, api.registry().organization().name());
    }
    List<String> listed = new ArrayList<>();
    String query = "?pageSize=2";
    while (listed.size() < made.size()) {
      JsonObject page = api.admin().get("/v1/organizations" + query).json();
      page.getJsonArray("items")
          .getValuesAs(JsonObject.class)
          .forEach(item -> listed.add(item.getString("name")));
      assertThat(page.getJsonArray("items")).hasSizeLessThanOrEqualTo(2);
      query = "?pageSize=2&pageToken=" + page.getString("nextPageToken", "");
    }
    assertThat(listed).startsWith(made.toArray(String[]::new));
  }
}

package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the console asks beside what programs ask. */
class ConsoleApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();

  @Test
  void tokenSaysWhoseItIsAndWhatItMay() {
    JsonObject owner = api.as(Role.OWNER, organization).get("/v1/identity").json();
    assertThat(owner.getString("role")).isEqualTo("owner");
    assertThat(owner.getString("organization")).isEqualTo(organization.name());
    assertThat(owner.getString("name")).startsWith("token:");
    JsonObject admin = api.admin().get("/v1/identity").json();
    assertThat(admin.getString("role")).isEqualTo("admin");
    assertThat(admin).doesNotContainKey("organization");
  }

  @Test
  void administratorListsEverybodysBackends() {
    Organization other = api.registry().organization();
    api.registry().defaultBackend(other, "depot");
    JsonObject listed = only("/v1/cas-backends?seated=true&text=" + other.name());
    assertThat(listed.getString("organization")).isEqualTo(other.name());
    assertThat(listed.getString("name")).isEqualTo("depot");
    assertThat(listed.getString("host")).isNotEmpty();
  }

  @Test
  void organizationsListTakesTheSameConditions() {
    api.registry().plainBackend(organization, "depot");
    String own = "/v1/organizations/" + organization.name() + "/cas-backends";
    assertThat(only(own + "?provider=INLINE")).doesNotContainKeys("host", "organization");
    assertThat(only(own + "?text=depot").getString("name")).isEqualTo("depot");
    assertThat(items(own + "?status=INVALID")).isEmpty();
  }

  @Test
  void conditionThatCannotBeMetIsNamed() {
    for (String query : List.of("status=WELL", "seated=maybe", "text=", "provider=%00")) {
      var refused = api.admin().get("/v1/cas-backends?" + query);
      assertThat(refused.status()).as(query).isEqualTo(400);
      assertThat(refused.text()).contains(query.substring(0, query.indexOf('=')));
    }
  }

  @Test
  void auditEventsAreFoundByActionActorAndWords() {
    api.registry().plainBackend(organization, "depot");
    String events = "/v1/organizations/" + organization.name() + "/audit-events";
    assertThat(only(events + "?text=DEPOT").getString("action")).isEqualTo("BACKEND_CREATED");
    assertThat(items(events + "?action=BACKEND_CREATED")).hasSize(2);
    assertThat(items(events + "?actor=nobody")).isEmpty();
    assertThat(items("/v1/audit-events?actor=admin&action=BACKEND_CREATED&text=depot"))
        .isNotEmpty();
  }

  @Test
  void nobodyHoldsALockBetweenTicks() {
    assertThat(items("/v1/locks")).isEmpty();
  }

  private static JsonObject only(String path) {
    List<JsonObject> items = items(path);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static List<JsonObject> items(String path) {
    var answer = api.admin().get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().getJsonArray("items").getValuesAs(JsonObject.class);
  }
}

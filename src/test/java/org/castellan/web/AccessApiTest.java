package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.security.Open;
import org.castellan.web.security.Secured;
import org.castellan.web.security.TokenAsPassword;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in; {@link AccessTableTest} has what they may do then. */
class AccessApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db, Undecided.class);

  static Stream<Method> methods() {
    return ApiClasses.methods();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodSaysWhoMayCallIt(Method method) {
    assertThat(method.isAnnotationPresent(Secured.class))
        .isNotEqualTo(method.isAnnotationPresent(Open.class));
  }

  /** A method that answers requests by handing them on would escape the decision. */
  @Test
  void noResourceIsReachedThroughAnother() {
    assertThat(ApiClasses.resources())
        .isNotEmpty()
        .allSatisfy(
            type ->
                assertThat(type.getMethods())
                    .noneMatch(
                        method ->
                            method.isAnnotationPresent(Path.class)
                                && ApiClasses.verb(method).isEmpty()));
  }

  @Test
  void aMethodThatSaysNothingIsForEverybodyForbidden() {
    Organization organization = api.registry().organization();
    assertThat(api.as("").get("/v1/undecided").status()).isEqualTo(401);
    for (ApiClient client :
        List.of(api.admin(), api.as(Role.OWNER, organization), api.as(Role.READER, organization))) {
      assertThat(client.get("/v1/undecided").reason()).isEqualTo("FORBIDDEN");
    }
  }

  /** With paths to things that exist for nobody: the token is looked at before anything else. */
  @ParameterizedTest
  @MethodSource("methods")
  void withoutATokenOnlyOpenMethodsAnswer(Method method) {
    String path = ApiClasses.path(method).replaceAll("\\{[^}]*}", "x");
    boolean password = method.getDeclaringClass().isAnnotationPresent(TokenAsPassword.class);
    String scheme = password ? "Basic" : "Bearer";
    for (String token : new String[] {"", "nonsense", "cst_" + "A".repeat(43)}) {
      var answer = call(api.as(token), ApiClasses.verb(method).orElseThrow(), path);
      if (method.isAnnotationPresent(Open.class)) {
        assertThat(answer.status()).isEqualTo(200);
      } else {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith(scheme + " realm=\"castellan\"");
      }
    }
  }

  @Test
  void tokenWorksUntilItIsRevoked() {
    Organization organization = api.registry().organization();
    String tokens = "/v1/organizations/" + organization.name() + "/tokens";
    var issued = api.admin().post(tokens, "{\"name\":\"ci\",\"role\":\"owner\"}");
    assertThat(issued.status()).isEqualTo(201);
    String secret = issued.json().getString("secret");
    ApiClient owner = api.as(secret);

    var listed = owner.get(tokens);
    assertThat(listed.status()).isEqualTo(200);
    assertThat(listed.text()).contains(issued.json().getString("id")).doesNotContain(secret);
    assertThat(owner.delete(tokens + "/" + issued.json().getString("id")).status()).isEqualTo(204);
    assertThat(owner.get(tokens).status()).isEqualTo(401);
  }

  @Test
  void expiredTokenIsRefused() {
    Organization organization = api.registry().organization();
    var issued =
        api.registry()
            .tokens
            .issue(
                organization.id(),
                "old",
                Role.OWNER,
                Optional.of(Instant.parse("2001-01-01T00:00:00Z")),
                "admin")
            .orElseThrow();
    assertThat(api.as(issued.secret()).get("/v1/checkers").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer  ", "Bearer a b", "admin-token"})
  void otherAuthorizationIsNone(String header) {
    var request = api.as("").request("/v1/checkers").header("Authorization", header).GET();
    assertThat(api.as("").send(request).status()).isEqualTo(401);
  }

  @Test
  void schemeIsCaseInsensitive() {
    var request =
        api.as("").request("/v1/checkers").header("Authorization", "bearer " + TestApi.ADMIN).GET();
    assertThat(api.as("").send(request).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/v1/organizations", "/v1/nothing", "/v1/openapi.json"})
  void everyAnswerForbidsSniffing(String path) {
    assertThat(api.admin().get(path).header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  private static ApiClient.Answer call(ApiClient client, String verb, String path) {
    return switch (verb) {
      case "POST", "PATCH" -> client.json(verb, path, "{}");
      case "PUT" -> client.upload(verb, path, new byte[0]);
      case "HEAD" -> client.head(path);
      case "DELETE" -> client.delete(path);
      default -> client.get(path);
    };
  }
}

package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.security.Open;
import org.castellan.web.security.Secured;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call what. Promise 7: no organization can see, name or infer another's things. */
class AccessApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  static Stream<Method> methods() {
    return ApiClasses.methods();
  }

  static Stream<Method> methodsEverywhere() {
    return ApiClasses.methodsEverywhere();
  }

  @ParameterizedTest
  @MethodSource("methodsEverywhere")
  void everyMethodSaysWhoMayCallIt(Method method) {
    assertThat(method.isAnnotationPresent(Secured.class))
        .isNotEqualTo(method.isAnnotationPresent(Open.class));
  }

  /** With paths to things that exist for nobody: the token is looked at before anything else. */
  @ParameterizedTest
  @MethodSource("methods")
  void withoutATokenOnlyOpenMethodsAnswer(Method method) {
    String path = ApiClasses.path(method).replaceAll("\\{[^}]*}", "x");
    for (String token : new String[] {"", "nonsense", "cst_" + "A".repeat(43)}) {
      var answer = call(api.as(token), ApiClasses.verb(method).orElseThrow(), path);
      if (method.isAnnotationPresent(Open.class)) {
        assertThat(answer.status()).isEqualTo(200);
      } else {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"castellan\"");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void rolesBelowTheNeededOneAreForbidden(Method method) {
    Organization organization = api.registry().organization();
    String path =
        ApiClasses.path(method).replace("{org}", organization.name()).replaceAll("\\{[^}]*}", "x");
    Role needed =
        Optional.ofNullable(method.getAnnotation(Secured.class))
            .map(Secured::value)
            .orElse(Role.READER);
    for (Role role : new Role[] {Role.READER, Role.WRITER, Role.OWNER}) {
      var answer = call(api.as(role, organization), ApiClasses.verb(method).orElseThrow(), path);
      assertThat(answer.status() == 403).as(role + " " + path).isEqualTo(!role.includes(needed));
    }
  }

  /** Promise 7. */
  @ParameterizedTest
  @MethodSource("methods")
  void anothersOrganizationAnswersLikeNone(Method method) {
    if (!ApiClasses.path(method).contains("{org}")) {
      return;
    }
    ApiClient stranger = api.as(Role.OWNER, api.registry().organization());
    Organization victim = api.registry().organization();
    String verb = ApiClasses.verb(method).orElseThrow();
    String path = ApiClasses.path(method).replace("{name}", "default-inline");
    var theirs =
        call(stranger, verb, path.replace("{org}", victim.name()).replaceAll("\\{[^}]*}", "x"));
    var nobodys =
        call(stranger, verb, path.replace("{org}", "nobody").replaceAll("\\{[^}]*}", "x"));
    assertThat(theirs.status()).isEqualTo(nobodys.status()).isIn(404, 403);
    assertThat(theirs.text()).isEqualTo(nobodys.text());
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

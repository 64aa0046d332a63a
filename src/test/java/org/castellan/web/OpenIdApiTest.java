package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Map;
import java.util.Optional;
import org.castellan.access.ClaimMapping;
import org.castellan.access.OpenIdTokens;
import org.castellan.access.Role;
import org.castellan.access.TrustedIssuer;
import org.castellan.organization.Organization;
import org.castellan.runtime.wiring.IssuerHttp;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestIssuer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JWTs as bearer tokens of the API. */
class OpenIdApiTest {
  private static final TestIssuer issuer = TestIssuer.startPlain();
  private static final IssuerHttp http = new IssuerHttp();

  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db, OpenIdApiTest::tokens);

  private final Organization acme = api.registry().organization();
  private final String tokens = "/v1/organizations/" + acme.name() + "/tokens";

  private static Optional<OpenIdTokens> tokens(Jdbi jdbi) {
    var claims =
        new ClaimMapping(
            "organization",
            "role",
            Map.of("owner", Role.OWNER, "reader", Role.READER, "platform", Role.ADMIN));
    var trusted = new TrustedIssuer(issuer.issuer(), TestIssuer.AUDIENCE, Optional.empty(), claims);
    return Optional.of(new OpenIdTokens(jdbi, trusted, http));
  }

  @AfterAll
  static void close() {
    issuer.close();
    http.close();
  }

  @Test
  void anOwnerByTheClaimsDoesWhatAnOwnerMayAndIsAuditedByItsSubject() {
    ApiClient owner = with(acme.name(), "owner");
    assertThat(owner.post(tokens, "{\"name\":\"ci\",\"role\":\"reader\"}").status()).isEqualTo(201);
    assertThat(owner.get("/v1/organizations/" + acme.name() + "/audit-events").text())
        .contains("\"actor\":\"oidc:somebody\"");
    assertThat(owner.get("/v1/organizations").reason()).isEqualTo("FORBIDDEN");
  }

  @Test
  void aReaderByTheClaimsIsForbiddenWhatReadersAre() {
    assertThat(with(acme.name(), "reader").get(tokens).reason()).isEqualTo("FORBIDDEN");
  }

  @Test
  void aClaimThatNamesAnotherOrganizationOpensThatAlone() {
    ApiClient stranger = with(api.registry().organization().name(), "owner");
    var theirs = stranger.get(tokens);
    assertThat(theirs.status()).isEqualTo(404);
    assertThat(theirs.text()).isEqualTo(stranger.get("/v1/organizations/nobody/tokens").text());
  }

  @Test
  void anAdministratorByTheClaimsIsOne() {
    assertThat(with("", "platform").get("/v1/nodes").status()).isEqualTo(200);
  }

  @Test
  void aTokenThatIsNotAcceptedIsToldWhy() {
    var refused =
        api.as(issuer.sign(issuer.claims(acme.name(), "owner").audience("somebody-else")))
            .get(tokens);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.reason()).isEqualTo("UNAUTHENTICATED");
    assertThat(refused.json().getString("detail")).contains("aud claim rejected");
    assertThat(refused.header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"castellan\", error=\"invalid_token\"");
  }

  @Test
  void anIssuerThatIsAwayLeavesItsNewTokensUndecidedAndAllOthersAlone() {
    issuer.answer(503);
    try {
      RSAKey unknown = TestIssuer.key();
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(unknown.getKeyID()).build();
      String token = TestIssuer.sign(header, unknown, issuer.claims(acme.name(), "owner"));
      var undecided = api.as(token).get(tokens);
      assertThat(undecided.status()).isEqualTo(503);
      assertThat(undecided.reason()).isEqualTo("ISSUER_UNAVAILABLE");
      assertThat(undecided.header("Retry-After")).isEqualTo("30");
      assertThat(api.as(Role.OWNER, acme).get(tokens).status()).isEqualTo(200);
      assertThat(api.admin().get(tokens).status()).isEqualTo(200);
    } finally {
      issuer.answer(200);
    }
  }

  private static ApiClient with(String organization, String role) {
    return api.as(issuer.sign(issuer.claims(organization, role)));
  }
}

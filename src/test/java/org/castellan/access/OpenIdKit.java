package org.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Map;
import java.util.Optional;
import org.castellan.access.Authentication.Rejected;
import org.castellan.organization.Organization;
import org.castellan.runtime.wiring.IssuerHttp;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestIssuer;
import org.castellan.testkit.TestRegistry;
import org.castellan.testkit.TrustedTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real issuer over HTTPS, trusted, for each test anew. */
abstract class OpenIdKit {
  @RegisterExtension static final TestDatabase db = new TestDatabase();

  static final ClaimMapping CLAIMS =
      new ClaimMapping(
          "organization",
          "role",
          Map.of("owner", Role.OWNER, "writer", Role.WRITER, "platform", Role.ADMIN));

  private static final TrustedTls TLS = TrustedTls.make();

  final IssuerHttp http =
      new IssuerHttp(
          client -> client.sslSocketFactory(TLS.context().getSocketFactory(), TLS.trust()));
  final Organization acme = new TestRegistry(db.jdbi()).organization();
  final TestIssuer issuer = TestIssuer.start(TLS);
  final OpenIdTokens tokens = trusting(KeyTimes.DEFAULTS);

  @AfterEach
  void stop() {
    issuer.close();
    http.close();
  }

  final void assertRejected(String token, String why) {
    assertThat(tokens.authenticate(token))
        .isInstanceOfSatisfying(Rejected.class, it -> assertThat(it.why()).contains(why));
  }

  final OpenIdTokens trusting(KeyTimes times) {
    var trusted = new TrustedIssuer(issuer.issuer(), TestIssuer.AUDIENCE, Optional.empty(), CLAIMS);
    return new OpenIdTokens(db.jdbi(), trusted, http, times);
  }

  final JWTClaimsSet.Builder good() {
    return issuer.claims(acme.name(), "owner");
  }

  static JWSHeader.Builder header(JWK key) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
  }
}

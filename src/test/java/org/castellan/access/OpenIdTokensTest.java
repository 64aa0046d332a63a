package org.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.castellan.access.Authentication.Accepted;
import org.castellan.access.Authentication.Rejected;
import org.castellan.testkit.TestIssuer;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the claims of an issuer's JWT must be, and what they mean. */
class OpenIdTokensTest extends OpenIdKit {
  @Test
  void tokenIsItsRoleInItsOrganization() {
    assertThat(tokens.authenticate(issuer.sign(good())))
        .isEqualTo(new Accepted(new Caller(Role.OWNER, Optional.of(acme), "oidc:somebody")));
  }

  @Test
  void aRoleThatIsMappedToTheAdministratorsNeedsNoOrganization() {
    var claims = issuer.claims("", "platform").claim("organization", null);
    assertThat(tokens.authenticate(issuer.sign(claims)))
        .isEqualTo(new Accepted(new Caller(Role.ADMIN, Optional.empty(), "oidc:somebody")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256", "ES256", "ES384"})
  void everyKindOfKeyPairSigns(String algorithm) throws JOSEException {
    JWK key = keyFor(algorithm);
    issuer.publish(List.of(key.toPublicJWK()));
    var header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID(key.getKeyID());
    assertThat(tokens.authenticate(TestIssuer.sign(header.build(), key, good())))
        .isInstanceOf(Accepted.class);
  }

  private static JWK keyFor(String algorithm) throws JOSEException {
    return switch (algorithm) {
      case "ES256" -> new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
      case "ES384" -> new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
      default -> TestIssuer.key();
    };
  }

  @Test
  void accessTokensBySomeIssuersTypeAreTaken() {
    var header = header(issuer.current()).type(new JOSEObjectType("at+jwt")).build();
    assertThat(tokens.authenticate(TestIssuer.sign(header, issuer.current(), good())))
        .isInstanceOf(Accepted.class);
    var other = header(issuer.current()).type(new JOSEObjectType("logout+jwt")).build();
    assertThat(tokens.authenticate(TestIssuer.sign(other, issuer.current(), good())))
        .isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @CsvSource({
    "aud, somebody-else,        aud claim rejected",
    "iss, https://example.org,  iss claim",
    "role, guest,               claim role names no role",
    "organization, nobody,      claim organization names no organization",
    "organization, A'--,        claim organization names no organization"
  })
  void aClaimThatSaysOtherwiseIsRefused(String claim, String value, String why) {
    assertRejected(issuer.sign(good().claim(claim, value)), why);
  }

  @ParameterizedTest
  @CsvSource({
    "aud,          missing required aud claim",
    "iss,          missing required claims: [iss]",
    "sub,          missing required claims: [sub]",
    "exp,          missing required claims: [exp]",
    "role,         claim role names no role",
    "organization, claim organization names no organization"
  })
  void aClaimThatIsMissingIsRefused(String claim, String why) {
    assertRejected(issuer.sign(good().claim(claim, null)), why);
  }

  @Test
  void timesAreKeptGiveOrTakeAMinute() {
    assertRejected(issuer.sign(good().expirationTime(in(-90))), "Expired JWT");
    assertRejected(issuer.sign(good().notBeforeTime(in(90))), "JWT before use time");
    assertThat(
            tokens.authenticate(issuer.sign(good().expirationTime(in(-30)).notBeforeTime(in(30)))))
        .isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "\u00e9", "line\nbreak"})
  void aSubjectThatIsNoneIsRefused(String subject) {
    assertRejected(issuer.sign(good().subject(subject)), "subject is not");
  }

  @Test
  void severalOrganizationsAreNone() {
    String other = new TestRegistry(db.jdbi()).organization().name();
    assertRejected(
        issuer.sign(good().claim("organization", List.of(acme.name(), other))),
        "names no organization");
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }
}

package org.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import java.util.List;
import java.util.Random;
import org.castellan.access.Authentication.Accepted;
import org.castellan.access.Authentication.Rejected;
import org.castellan.testkit.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the issuer has not signed opens nothing. */
class ForgedJwtTest extends OpenIdKit {
  @Test
  void aKeyThatTheIssuerDoesNotHaveSignsNothing() {
    RSAKey own = TestIssuer.key();
    assertRejected(
        TestIssuer.sign(header(own).build(), own, good()), "a key that the issuer does not have");
  }

  @Test
  void aKeyUnderTheNameOfTheIssuersSignsNothing() {
    RSAKey own = TestIssuer.key();
    assertRejected(
        TestIssuer.sign(header(issuer.current()).build(), own, good()), "signature is wrong");
  }

  /** A token may bring its key along; nobody is to look at it. */
  @Test
  void aKeyInTheTokenItselfSignsNothing() {
    RSAKey own = TestIssuer.key();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(own.toPublicJWK()).build();
    assertRejected(TestIssuer.sign(header, own, good()), "signature is wrong");
  }

  @Test
  void changedClaimsAreNotSigned() {
    String[] reader = issuer.sign(issuer.claims(acme.name(), "writer")).split("\\.", -1);
    String[] owner = issuer.sign(good()).split("\\.", -1);
    assertRejected(reader[0] + "." + owner[1] + "." + reader[2], "signature is wrong");
  }

  /**
   * But for what means the same bytes: the end of the signature, whose last bits no byte needs, and
   * the two letters that Base64 has twice.
   */
  @Test
  void whateverIsChangedInATokenItIsRefused() {
    var random = new Random(17);
    String token = issuer.sign(good());
    for (int i = 0; i < 2000; i++) {
      var changed = new StringBuilder(token);
      int at = random.nextInt(token.length() - 1);
      char other = (char) (' ' + random.nextInt(95));
      changed.setCharAt(at, other);
      if (other != token.charAt(at) && other != '+' && other != '/') {
        assertThat(tokens.authenticate(changed.toString()))
            .as(changed.toString())
            .isInstanceOf(Rejected.class);
      }
    }
    assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
  }

  @Test
  void anUnsignedTokenIsNone() {
    assertRejected(new PlainJWT(good().build()).serialize(), "no signed JWT");
  }

  /** The public key is known to everybody: as the secret of an HMAC it must prove nothing. */
  @Test
  void thePublicKeyIsNoSecret() throws JOSEException {
    RSAKey known = issuer.current().toPublicJWK();
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(known.getKeyID()).build();
    var secret = new OctetSequenceKey.Builder(known.toRSAPublicKey().getEncoded()).build();
    assertRejected(TestIssuer.sign(header, secret, good()), "algorithm or type is not accepted");
    issuer.publish(List.of(secret, known));
    assertRejected(TestIssuer.sign(header, secret, good()), "algorithm or type is not accepted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a.b.c", "e30.e30.", "e30.e30.AA"})
  void whatIsNoTokenIsRefused(String text) {
    assertRejected(text, "The token is");
    assertThat(issuer.askedForKeys()).isZero();
  }
}

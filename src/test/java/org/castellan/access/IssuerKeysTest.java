package org.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.Optional;
import org.castellan.access.Authentication.Accepted;
import org.castellan.access.Authentication.Undecided;
import org.castellan.testkit.TestIssuer;
import org.junit.jupiter.api.Test;

/** How an issuer's keys come and go. */
class IssuerKeysTest extends OpenIdKit {
  @Test
  void keysMayBeAtAConfiguredAddress() {
    var trusted =
        new TrustedIssuer(
            issuer.issuer(), TestIssuer.AUDIENCE, Optional.of(issuer.keysAt()), CLAIMS);
    issuer.nameItself("somebody-else");
    assertThat(new OpenIdTokens(db.jdbi(), trusted, http).authenticate(issuer.sign(good())))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void anotherIssuersDiscoveryDocumentIsNotFollowed() {
    issuer.nameItself("https://example.org");
    assertThat(tokens.authenticate(issuer.sign(good()))).isInstanceOf(Undecided.class);
    assertThat(issuer.askedForKeys()).isZero();
  }

  @Test
  void theNewKeyOfARotationIsAskedForAndTheOldOneForgotten() {
    String before = issuer.sign(good());
    assertThat(tokens.authenticate(before)).isInstanceOf(Accepted.class);
    issuer.rotate();
    assertThat(tokens.authenticate(before)).isInstanceOf(Accepted.class);
    assertThat(tokens.authenticate(issuer.sign(good()))).isInstanceOf(Accepted.class);
    assertRejected(before, "a key that the issuer does not have");
  }

  @Test
  void keysThatNobodyHasDoNotMakeTheIssuerBeAskedAgainAndAgain() {
    for (int i = 0; i < 20; i++) {
      RSAKey own = new RSAKey.Builder(issuer.current()).keyID("made-up-" + i).build();
      assertRejected(
          TestIssuer.sign(header(own).build(), own, good()), "a key that the issuer does not have");
    }
    assertThat(issuer.askedForKeys()).isEqualTo(2);
  }

  @Test
  void knownKeysGoOnWhileTheIssuerIsAway() {
    var impatient =
        trusting(new KeyTimes(Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofDays(1)));
    String token = issuer.sign(good());
    assertThat(impatient.authenticate(token)).isInstanceOf(Accepted.class);
    issuer.answer(500);
    int asked = issuer.askedForKeys();
    await()
        .untilAsserted(
            () -> {
              assertThat(impatient.authenticate(token)).isInstanceOf(Accepted.class);
              assertThat(issuer.refused()).isGreaterThan(2);
            });
    assertThat(issuer.askedForKeys()).isEqualTo(asked);
    issuer.rotate();
    String unknown = issuer.sign(good());
    assertThat(impatient.authenticate(unknown)).isInstanceOf(Undecided.class);
    issuer.answer(200);
    await()
        .untilAsserted(
            () -> assertThat(impatient.authenticate(unknown)).isInstanceOf(Accepted.class));
  }

  /** An issuer that nobody can ask may be taking a key back. */
  @Test
  void knownKeysDoNotGoOnForEver() {
    var strict =
        trusting(new KeyTimes(Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(500)));
    String token = issuer.sign(good());
    assertThat(strict.authenticate(token)).isInstanceOf(Accepted.class);
    issuer.answer(500);
    await()
        .untilAsserted(() -> assertThat(strict.authenticate(token)).isInstanceOf(Undecided.class));
  }

  @Test
  void nothingIsDecidedByAnIssuerThatWasNeverThere() {
    String token = issuer.sign(good());
    issuer.close();
    for (int i = 0; i < 5; i++) {
      assertThat(tokens.authenticate(token))
          .isEqualTo(
              new Undecided("The issuer's keys cannot be read, and the token's is not known yet."));
    }
  }
}

package org.castellan.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/**
 * What a JWT must be: signed by one of the issuer's keys, from the issuer, for the audience, with a
 * subject, in its time give or take a minute.
 */
final class JwtRules extends DefaultJWTClaimsVerifier<SecurityContext> {

  /** With a public key only: a key that verifies cannot sign. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** None is as good as JWT. */
  private static final Set<Optional<JOSEObjectType>> TYPES =
      Set.of(
          Optional.empty(),
          Optional.of(JOSEObjectType.JWT),
          Optional.of(new JOSEObjectType("at+jwt")));

  private final InstantSource clock;

  private JwtRules(TrustedIssuer issuer, InstantSource clock) {
    super(
        Set.of(issuer.audience()),
        new JWTClaimsSet.Builder().issuer(issuer.issuer()).build(),
        Set.of("sub", "exp"),
        Set.of());
    this.clock = clock;
  }

  /** Whether a token of such a header is worth looking for its key. */
  static boolean allow(JWSHeader header) {
    return ALGORITHMS.contains(header.getAlgorithm())
        && TYPES.contains(Optional.ofNullable(header.getType()));
  }

  static JWTProcessor<SecurityContext> processor(
      TrustedIssuer issuer, JWKSource<SecurityContext> keys, InstantSource clock) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier((type, context) -> {}); // as allowed
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(new JwtRules(issuer, clock));
    return processor;
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }
}

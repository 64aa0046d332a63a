package org.castellan.access;

import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;

/**
 * How often an issuer is asked for its keys: again after a while, and before that for a token whose
 * key is not among them. While it does not answer, the keys that it gave last go on, for so long
 * that an outage is no outage here, and not for ever: it may be taking one back.
 *
 * @param keep how long keys are used without asking again
 * @param pause in which the issuer is asked twice at most, whatever tokens come
 * @param away how long keys go on without the issuer
 */
record KeyTimes(Duration keep, Duration pause, Duration away) {

  static final KeyTimes DEFAULTS =
      new KeyTimes(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofDays(1));

  /** How long a request waits while another one asks. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  JWKSource<SecurityContext> over(JWKSetSource<SecurityContext> issuer) {
    return JWKSourceBuilder.create(issuer)
        .cache(keep.toMillis(), WAIT.toMillis())
        .refreshAheadCache(false)
        .rateLimited(pause.toMillis())
        .outageTolerant(away.toMillis())
        .build();
  }
}

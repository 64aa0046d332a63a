package org.castellan.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.castellan.access.Authentication.Accepted;
import org.castellan.access.Authentication.Rejected;
import org.castellan.access.Authentication.Undecided;
import org.castellan.organization.Organization;
import org.castellan.organization.OrganizationRow;
import org.jdbi.v3.core.Jdbi;

/** Tells who holds a JWT of the trusted issuer. Thread-safe. */
public final class OpenIdTokens {

  /** As OpenID Connect has it; PostgreSQL could not store every other text either. */
  private static final Pattern SUBJECT = Pattern.compile("[ -~]{1,255}");

  private static final Pattern ORGANIZATION = Pattern.compile("[a-z0-9-]{1,63}");

  private static final String FIND =
      "select " + OrganizationRow.COLUMNS + "from organization where name = :name";

  private final Jdbi jdbi;
  private final TrustedIssuer issuer;
  private final IssuerKeys keys;
  private final JWTProcessor<SecurityContext> processor;

  /**
   * @param http reads the issuer's documents within bounds of time and size
   */
  public OpenIdTokens(Jdbi jdbi, TrustedIssuer issuer, ResourceRetriever http) {
    this(jdbi, issuer, http, KeyTimes.DEFAULTS);
  }

  OpenIdTokens(Jdbi jdbi, TrustedIssuer issuer, ResourceRetriever http, KeyTimes times) {
    this.jdbi = jdbi;
    this.issuer = issuer;
    this.keys = new IssuerKeys(issuer, http);
    this.processor = JwtRules.processor(issuer, times.over(keys), new DatabaseClock(jdbi));
  }

  /** Whether it has the three parts of a signed JWT. Says nothing about what is in them. */
  static boolean looksLikeOne(String bearer) {
    return bearer.chars().filter(c -> c == '.').count() == 2;
  }

  Authentication authenticate(String bearer) {
    try {
      SignedJWT token = SignedJWT.parse(bearer);
      return JwtRules.allow(token.getHeader())
          ? holder(processor.process(token, null))
          : new Rejected("The token's algorithm or type is not accepted.");
    } catch (ParseException e) {
      return new Rejected("The token is no signed JWT.");
    } catch (BadJWTException e) {
      return new Rejected("The token is not accepted: " + e.getMessage() + ".");
    } catch (BadJWSException e) {
      return new Rejected("The token's signature is wrong.");
    } catch (BadJOSEException | JOSEException e) {
      return withoutItsKey();
    }
  }

  private Authentication withoutItsKey() {
    return keys.answering()
        ? new Rejected("The token is signed by a key that the issuer does not have.")
        : new Undecided("The issuer's keys cannot be read, and the token's is not known yet.");
  }

  private Authentication holder(JWTClaimsSet claims) {
    String subject = claims.getSubject();
    if (!SUBJECT.matcher(subject).matches()) {
      return new Rejected("The token's subject is not 1 to 255 ASCII characters.");
    }
    Optional<Role> role = issuer.claims().role(claims.getClaims());
    if (role.isEmpty()) {
      return new Rejected("The token's claim " + issuer.claims().role() + " names no role.");
    }
    String name = "oidc:" + subject;
    if (role.get() == Role.ADMIN) {
      return new Accepted(new Caller(Role.ADMIN, Optional.empty(), name));
    }
    return organization(claims)
        .<Authentication>map(it -> new Accepted(new Caller(role.get(), Optional.of(it), name)))
        .orElseGet(this::withoutOrganization);
  }

  private Rejected withoutOrganization() {
    return new Rejected(
        "The token's claim " + issuer.claims().organization() + " names no organization.");
  }

  private Optional<Organization> organization(JWTClaimsSet claims) {
    return issuer
        .claims()
        .organization(claims.getClaims())
        .filter(name -> ORGANIZATION.matcher(name).matches())
        .flatMap(
            name ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(FIND)
                            .bind("name", name)
                            .map(OrganizationRow.MAPPER)
                            .findOne()));
  }
}

package org.castellan.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An issuer's keys, read from it each time. Thread-safe. */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  private static final Logger LOG = System.getLogger(IssuerKeys.class.getName());

  private final TrustedIssuer issuer;
  private final ResourceRetriever http;
  private volatile boolean answering = true;

  IssuerKeys(TrustedIssuer issuer, ResourceRetriever http) {
    this.issuer = issuer;
    this.http = http;
  }

  /** Whether the issuer gave its keys when it was asked last. */
  boolean answering() {
    return answering;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
      throws JWKSetUnavailableException {
    try {
      JWKSet keys = JWKSet.parse(read(address()));
      answering = true;
      return keys;
    } catch (IOException e) {
      throw new JWKSetRetrievalException(told(e), e);
    } catch (ParseException e) {
      throw new JWKSetParseException(told(e), e);
    }
  }

  private URI address() throws IOException, ParseException {
    return issuer.keys().isPresent() ? issuer.keys().get() : discovered();
  }

  private URI discovered() throws IOException, ParseException {
    Map<String, Object> document = JSONObjectUtils.parse(read(issuer.discovery()));
    if (!issuer.issuer().equals(document.get("issuer"))) {
      throw new ParseException("the discovery document is another issuer's", 0);
    }
    return Optional.ofNullable(JSONObjectUtils.getURI(document, "jwks_uri"))
        .filter(TrustedIssuer::isSafe)
        .orElseThrow(
            () -> new ParseException("the discovery document has no jwks_uri with https", 0));
  }

  private String read(URI address) throws IOException {
    return http.retrieveResource(address.toURL()).getContent();
  }

  private String told(Exception failure) {
    answering = false;
    String sentence =
        "The keys of the issuer %s cannot be read: %s".formatted(issuer.issuer(), failure);
    LOG.log(Level.WARNING, sentence);
    return sentence;
  }

  @Override
  public void close() {
    // The HTTP client is whoever's who made it.
  }
}

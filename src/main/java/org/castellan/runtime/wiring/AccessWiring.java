package org.castellan.runtime.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.castellan.access.Authenticator;
import org.castellan.access.OpenIdTokens;
import org.castellan.access.Tokens;
import org.castellan.audit.AuditLog;
import org.castellan.runtime.settings.Settings;
import org.jdbi.v3.core.Jdbi;

/** Who is let in: tokens, and the issuer whose JWTs are trusted. */
@Dependent
public class AccessWiring {

  @Produces
  @Singleton
  Tokens tokens(Jdbi jdbi, AuditLog audit) {
    return new Tokens(jdbi, audit);
  }

  @Produces
  @Singleton
  IssuerHttp issuerHttp() {
    return new IssuerHttp();
  }

  void close(@Disposes IssuerHttp http) {
    http.close();
  }

  @Produces
  @Singleton
  Authenticator authenticator(Jdbi jdbi, Settings settings, IssuerHttp http) {
    return new Authenticator(
        jdbi,
        settings.secrets().adminToken().value(),
        settings.issuer().map(it -> new OpenIdTokens(jdbi, it, http)));
  }
}

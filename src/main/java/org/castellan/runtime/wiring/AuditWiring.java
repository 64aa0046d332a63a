package org.castellan.runtime.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.castellan.audit.AuditChain;
import org.castellan.audit.AuditLog;
import org.castellan.audit.Refusals;
import org.castellan.runtime.settings.Settings;
import org.castellan.web.TrustedProxies;
import org.jdbi.v3.core.Jdbi;

/** Who changed what, from where, and that nobody changes that. */
@Dependent
public class AuditWiring {

  @Produces
  @Singleton
  AuditLog auditLog(Jdbi jdbi, Settings settings) {
    return new AuditLog(jdbi, settings.node().id());
  }

  @Produces
  @Singleton
  Refusals refusals(Jdbi jdbi, AuditLog audit) {
    return new Refusals(jdbi, audit);
  }

  @Produces
  @Singleton
  AuditChain auditChain(Jdbi jdbi) {
    return new AuditChain(jdbi);
  }

  @Produces
  @Singleton
  AuditUpkeep auditUpkeep(@Checks Jdbi jdbi, Settings settings) {
    return new AuditUpkeep(new AuditChain(jdbi), settings.audit().retention());
  }

  @Produces
  @Singleton
  TrustedProxies trustedProxies(Settings settings) {
    return new TrustedProxies(settings.audit().proxies());
  }
}

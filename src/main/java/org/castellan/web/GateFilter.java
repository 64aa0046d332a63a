package org.castellan.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import org.castellan.backend.CasBackend;
import org.castellan.validation.Gate;
import org.castellan.validation.GateDecision;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.security.Identity;
import org.castellan.web.security.IdentityContext;

/** Lets a request through only with a backend that was found valid within the window. */
@Gated
@Provider
@Dependent
@Priority(Priorities.USER)
public class GateFilter implements ContainerRequestFilter {
  @Inject private Gate gate;

  @Override
  public void filter(ContainerRequestContext request) {
    SecurityContext security = request.getSecurityContext();
    Identity identity = Identity.of(security);
    CasBackend backend = backend(gate.decide(identity.organization().id()));
    request.setSecurityContext(
        new IdentityContext(identity.uploadingTo(backend), security.isSecure()));
  }

  private static CasBackend backend(GateDecision decision) {
    if (decision instanceof GateDecision.Use use) {
      return use.backend();
    }
    throw new ProblemException(GateRefusals.of(decision));
  }
}

package org.castellan.runtime.metrics;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.castellan.web.security.AuthenticationFilter;
import org.jspecify.annotations.Nullable;

/** Opens the metrics to everybody where the configuration says so. */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION - 1)
public class PublicMetricsFilter implements ContainerRequestFilter {

  @Inject private Scrape scrape;

  @Context @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    boolean metrics =
        Optional.ofNullable(resource)
            .filter(it -> MetricsResource.class.equals(it.getResourceClass()))
            .isPresent();
    if (metrics && scrape.isPublic()) {
      request.setProperty(AuthenticationFilter.OPENED, true);
    }
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Adds the headers of the API to those that an answer has itself, which win. */
@Provider
@Dependent
public class ResponseHeadersFilter implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    SecurityHeaders.ofApi()
        .forEach(
            (name, value) -> {
              if (!response.getHeaders().containsKey(name)) {
                response.getHeaders().putSingle(name, value);
              }
            });
  }
}

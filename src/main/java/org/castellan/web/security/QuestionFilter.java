package org.castellan.web.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Marks requests that are no more than questions, before anybody asks who asks. */
@Question
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION - 100)
public class QuestionFilter implements ContainerRequestFilter {
  /** A request's property: it changes nothing. */
  public static final String QUESTION = "castellan.question";

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(QUESTION, true);
  }
}

package org.castellan.runtime.traces;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.GenericFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;

/**
 * Leaves the thread of a request with the context that it came with, so that no later request gets
 * into this one's trace: {@link ResourceContext} cannot close the scope that it opens.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public final class RequestScope extends GenericFilter {
  private static final long serialVersionUID = 1L;

  /**
   * With a value of its own a context stays the same behind an agent, which else makes another one
   * of it. A scope closes only where the context that it began with is current.
   */
  private static final ContextKey<Boolean> OWN = ContextKey.named("castellan-request");

  @Override
  @SuppressWarnings("MustBeClosedChecker") // It is, once its context is the current one again.
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Scope scope = Context.current().with(OWN, true).makeCurrent();
    Context context = Context.current();
    try {
      chain.doFilter(request, response);
    } finally {
      context.makeCurrent();
      scope.close();
    }
  }
}

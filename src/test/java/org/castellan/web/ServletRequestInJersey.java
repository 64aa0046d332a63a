package org.castellan.web;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.process.internal.RequestScoped;

/** The servlet request that a server has of every call: only what is asked of it. */
public final class ServletRequestInJersey implements Supplier<HttpServletRequest> {
  private final Provider<Request> request;

  @Inject
  public ServletRequestInJersey(Provider<Request> request) {
    this.request = request;
  }

  public static AbstractBinder binder() {
    return new AbstractBinder() {
      @Override
      protected void configure() {
        bindFactory(ServletRequestInJersey.class)
            .to(HttpServletRequest.class)
            .proxy(true)
            .proxyForSameScope(false)
            .in(RequestScoped.class);
      }
    };
  }

  @Override
  public HttpServletRequest get() {
    Request real = request.get();
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            ServletRequestInJersey.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getRemoteAddr")) {
                return real.getRemoteAddr();
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}

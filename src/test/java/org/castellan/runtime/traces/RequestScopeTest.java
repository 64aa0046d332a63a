package org.castellan.runtime.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread's next request must not get into the trace of the last. */
class RequestScopeTest {

  private static final ContextKey<String> WHOSE = ContextKey.named("whose");

  private final Context servers = Context.root().with(WHOSE, "the server's");
  private Scope request = Scope.noop();

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // afterwards
  void serverBegins() {
    request = servers.makeCurrent();
  }

  @AfterEach
  void serverEnds() {
    request.close();
  }

  @Test
  void whatIsLeftCurrentIsTakenAway() throws Exception {
    call((request, response) -> leaveAnother());
    assertThat(Context.current()).isSameAs(servers);
  }

  @Test
  void aRequestThatFailsAsWell() {
    assertThatThrownBy(
            () ->
                call(
                    (request, response) -> {
                      leaveAnother();
                      throw new ServletException();
                    }))
        .isInstanceOf(ServletException.class);
    assertThat(Context.current()).isSameAs(servers);
  }

  @Test
  void theRequestSeesWhatTheServerGaveIt() throws Exception {
    call((request, response) -> assertThat(Context.current().get(WHOSE)).isEqualTo("the server's"));
  }

  @SuppressWarnings("MustBeClosedChecker") // that is what this is about
  private static void leaveAnother() {
    Context.root().with(WHOSE, "another's").makeCurrent();
  }

  private static void call(FilterChain chain) throws IOException, ServletException {
    new RequestScope().doFilter(unused(ServletRequest.class), unused(ServletResponse.class), chain);
  }

  private static <T> T unused(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }
}

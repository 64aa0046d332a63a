package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real servers {@code ServersIT} asks. */
class PageHeadersFilterTest {
  private static final String PAGES =
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
          + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private final Map<String, String> headers = new TreeMap<>();
  private final List<String> passedOn = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/console/app.js", "/apis", "/nothing"})
  void aPageLoadsOnlyWhatComesFromHereAndRunsNothingInline(String path) throws Exception {
    filter(path);
    assertThat(headers)
        .containsEntry("Content-Security-Policy", PAGES)
        .containsEntry("Cache-Control", "no-cache")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer");
    assertThat(PAGES).doesNotContain("unsafe");
    assertThat(passedOn).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/v1/nodes", "/problem"})
  void whatTheServerAnswersForTheApiItselfIsNotStoredAndLoadsNothing(String path) throws Exception {
    filter(path);
    assertThat(headers)
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("X-Content-Type-Options", "nosniff");
    assertThat(headers.get("Content-Security-Policy")).startsWith("default-src 'none'; frame-");
  }

  /** Event streams are asynchronous, and the error page is another dispatch. */
  @Test
  void standsBeforeEverything() {
    WebFilter filter = PageHeadersFilter.class.getAnnotation(WebFilter.class);
    assertThat(filter.urlPatterns()).containsExactly("/*");
    assertThat(filter.asyncSupported()).isTrue();
    assertThat(filter.dispatcherTypes())
        .containsExactly(DispatcherType.REQUEST, DispatcherType.ERROR);
  }

  private void filter(String path) throws Exception {
    HttpServletRequest request =
        fake(
            HttpServletRequest.class,
            (name, arguments) -> name.equals("getServletPath") ? path : null);
    HttpServletResponse response =
        fake(
            HttpServletResponse.class,
            (name, arguments) ->
                name.equals("setHeader")
                    ? headers.put((String) arguments[0], (String) arguments[1])
                    : null);
    new PageHeadersFilter()
        .doFilter(
            request,
            response,
            (onRequest, onResponse) ->
                passedOn.add(((HttpServletRequest) onRequest).getServletPath()));
  }

  private interface Calls {
    @Nullable Object answer(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.answer(method.getName(), arguments)));
  }
}

package org.castellan.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The headers of what the server answers without the API: the pages, and its own errors. What comes
 * from the API gets the same from {@link ResponseHeadersFilter}, in the place of these.
 */
@WebFilter(
    urlPatterns = "/*",
    asyncSupported = true,
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public final class PageHeadersFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** The second is the error page. */
  private static final Pattern API = Pattern.compile("/api(/.*)?|/problem");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // As the server understood the path, not as the client wrote it.
    var headers =
        API.matcher(request.getServletPath()).matches()
            ? SecurityHeaders.ofApi()
            : SecurityHeaders.ofPages();
    headers.forEach(response::setHeader);
    chain.doFilter(request, response);
  }
}

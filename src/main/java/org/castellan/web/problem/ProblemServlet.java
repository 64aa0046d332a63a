package org.castellan.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The error page of what fails before the API sees it, a media type that cannot be read for one.
 * Without it every server answers with a page of its own.
 */
@WebServlet(ProblemServlet.PATH)
public final class ProblemServlet extends HttpServlet {

  static final String PATH = "/problem";
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem = problem(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    byte[] body = problem.json().toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.reason().status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** The page itself, asked for by its path, is not there. */
  private static Problem problem(Object status) {
    return ContainerErrorMapper.problem(status instanceof Integer code ? code : 404);
  }
}

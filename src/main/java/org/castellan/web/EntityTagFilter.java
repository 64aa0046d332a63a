package org.castellan.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Violation;

/**
 * Says what is wrong with entity tags that cannot be read, when something is asked for: Jersey
 * fails at some of them and RESTEasy takes them for others. What a change expects is its resource's
 * business.
 */
@Provider
@Dependent
@Priority(Priorities.HEADER_DECORATOR)
public class EntityTagFilter implements ContainerRequestFilter {
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final String TAG = "(W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"";

  /** RFC 9110, sections 8.8.3, 13.1.1 and 13.1.2. */
  private static final Pattern TAGS =
      Pattern.compile("\\*|" + TAG + "([ \\t]*,[ \\t]*" + TAG + ")*");

  @Override
  public void filter(ContainerRequestContext request) {
    if (!READS.contains(request.getMethod())) {
      return;
    }
    List<Violation> unreadable =
        Stream.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH)
            .filter(header -> !isReadable(Optional.ofNullable(request.getHeaderString(header))))
            .map(header -> new Violation(header, "must be entity tags in quotes, or *"))
            .toList();
    if (!unreadable.isEmpty()) {
      throw new ProblemException(Problem.of(unreadable));
    }
  }

  private static boolean isReadable(Optional<String> header) {
    return header.map(String::strip).filter(tags -> !TAGS.matcher(tags).matches()).isEmpty();
  }
}

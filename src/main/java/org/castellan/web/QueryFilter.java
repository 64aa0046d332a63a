package org.castellan.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Violation;
import org.jspecify.annotations.Nullable;

/** Refuses query parameters that the resource method does not name, and any given twice. */
@Provider
@Dependent
@Priority(Priorities.AUTHORIZATION)
public class QueryFilter implements ContainerRequestFilter {

  @Context @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Set<String> known =
        Optional.ofNullable(resource)
            .map(ResourceInfo::getResourceMethod)
            .map(QueryFilter::parameters)
            .orElse(Set.of());
    List<Violation> violations = new ArrayList<>();
    request
        .getUriInfo()
        .getQueryParameters()
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                violations.add(new Violation("query", "holds a parameter that is not known here"));
              } else if (values.size() > 1) {
                violations.add(new Violation(name, "is given twice"));
              }
            });
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations.stream().distinct().toList()));
    }
  }

  /** The names of the method's own parameters and of those in its parameter beans. */
  static Set<String> parameters(Method method) {
    return Stream.of(method.getParameters())
        .flatMap(QueryFilter::places)
        .flatMap(place -> Stream.ofNullable(place.getAnnotation(QueryParam.class)))
        .map(QueryParam::value)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<? extends AnnotatedElement> places(Parameter parameter) {
    return parameter.isAnnotationPresent(BeanParam.class)
        ? Stream.of(parameter.getType().getDeclaredFields())
        : Stream.of(parameter);
  }
}

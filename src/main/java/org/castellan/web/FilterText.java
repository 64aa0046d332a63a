package org.castellan.web;

import java.util.List;
import java.util.Optional;
import org.castellan.web.json.TextRule;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Violation;
import org.jspecify.annotations.Nullable;

/** The texts that lists are filtered by. */
final class FilterText {
  private static final int LONGEST = 255;

  private FilterText() {}

  /**
   * The text of a query parameter.
   *
   * @throws ProblemException that names the parameter when it cannot be used
   */
  static Optional<String> of(String parameter, @Nullable String value) {
    Optional<String> given = Optional.ofNullable(value);
    given
        .flatMap(TextRule.upTo(LONGEST)::complaint)
        .ifPresent(
            complaint -> {
              throw refused(parameter, complaint);
            });
    return given;
  }

  static ProblemException refused(String parameter, String complaint) {
    return new ProblemException(Problem.of(List.of(new Violation(parameter, complaint))));
  }
}

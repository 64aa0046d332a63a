package org.castellan.web.json;

import java.util.ArrayList;
import java.util.List;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Violation;

/** What is wrong with one request, told all at once. Not thread-safe. */
final class Complaints {
  private static final int MOST = 50;

  private final List<Violation> violations;

  Complaints(List<Violation> violations) {
    this.violations = new ArrayList<>(violations);
  }

  void add(String field, String message) {
    violations.add(new Violation(Problems.shown(field), message));
  }

  void addUnknown(String field) {
    violations.add(Problems.unknown(field));
  }

  boolean isAbout(String field) {
    return violations.stream().anyMatch(it -> it.field().equals(Problems.shown(field)));
  }

  /**
   * Does nothing when there are none.
   *
   * @throws ProblemException with the first {@value #MOST}
   */
  void raise() {
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations.stream().limit(MOST).toList()));
    }
  }
}

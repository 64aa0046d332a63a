package org.castellan.web.json;

import java.util.List;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.Violation;

/** Words for what is wrong with a body. */
final class Problems {
  private static final int SHOWN = 100;

  private Problems() {}

  static Problem notAnObject() {
    return Problem.of(List.of(new Violation("", "must be a JSON object")));
  }

  static Violation unknown(String field) {
    return new Violation(shown(field), "is not known");
  }

  /** A name out of a request, no longer than an answer can bear. */
  static String shown(String field) {
    return field.length() <= SHOWN ? field : field.substring(0, SHOWN) + "…";
  }
}

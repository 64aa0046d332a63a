package org.castellan.web;

import java.util.List;
import org.castellan.storage.Provider;
import org.castellan.storage.StorageFailure;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.problem.StorageErrorMapper;
import org.castellan.web.problem.Violation;

/** The problems that requests about backends share. */
final class BackendProblems {

  private BackendProblems() {}

  static ProblemException unreachable(StorageFailure failure) {
    return new ProblemException(
        StorageErrorMapper.describe(Reason.CAS_BACKEND_UNREACHABLE, failure));
  }

  static ProblemException refused(List<Provider.Violation> violations) {
    return new ProblemException(
        Problem.of(
            violations.stream().map(it -> new Violation(it.field(), it.message())).toList()));
  }

  static ProblemException builtIn(String detail) {
    return new ProblemException(Reason.INLINE_BACKEND, detail);
  }
}

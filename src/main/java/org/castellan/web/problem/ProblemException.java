package org.castellan.web.problem;

/** Ends a request with a problem. Carries no stack: it is an answer, not a failure. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.reason() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(Reason reason, String detail) {
    this(Problem.of(reason, detail));
  }

  public Problem problem() {
    return problem;
  }

  /** What is answered for anything that the caller may not see or that is not there. */
  public static ProblemException notFound() {
    return new ProblemException(Reason.NOT_FOUND, "There is nothing here that you may see.");
  }
}

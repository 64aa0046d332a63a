package org.castellan.web;

import org.castellan.backend.CasBackend;
import org.castellan.backend.CasBackend.Failure;
import org.castellan.validation.GateDecision;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.Reason;

/** Why the gate lets no upload through. */
public final class GateRefusals {

  private GateRefusals() {}

  /**
   * For a decision against the upload.
   *
   * @param decision anything but {@link GateDecision.Use}
   */
  public static Problem of(GateDecision decision) {
    return decision instanceof GateDecision.NoneValid none
        ? invalid(none.defaultBackend())
        : Problem.of(
            Reason.CAS_BACKEND_REQUIRED,
            "Make one of the organization's CAS backends its default, or register one.");
  }

  private static Problem invalid(CasBackend backend) {
    Problem problem =
        Problem.of(
                Reason.CAS_BACKEND_INVALID,
                "Neither the default backend "
                    + backend.name()
                    + " nor a fallback can be used. Mend it and revalidate it, or make another"
                    + " backend the default.")
            .with("backend", backend.name());
    return backend.failure().map(failure -> explained(problem, failure)).orElse(problem);
  }

  private static Problem explained(Problem problem, Failure failure) {
    return problem
        .with("errorClass", failure.errorClass())
        .with("error", failure.error())
        .with("remedy", failure.remedy());
  }
}

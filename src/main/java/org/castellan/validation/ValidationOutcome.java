package org.castellan.validation;

import java.time.Duration;
import org.castellan.backend.BackendStatus;

/** How a request to validate one backend ended. */
public sealed interface ValidationOutcome {

  /** The provider was called and the status written. */
  record Validated(BackendStatus status) implements ValidationOutcome {}

  /** Another trigger is validating it and will be done, or expire, within this time. */
  record Busy(Duration expiresIn) implements ValidationOutcome {}

  /** Another trigger has validated it in the meantime. */
  record NotDue() implements ValidationOutcome {}

  /** There is no such backend, or it is built in. */
  record Gone() implements ValidationOutcome {}

  /** This replica alone could not reach it: the status stays until another one agrees. */
  record Suspected() implements ValidationOutcome {}

  /**
   * The provider was called, but the call was cut short or somebody else knows better by now:
   * nothing was written.
   */
  record Superseded() implements ValidationOutcome {}
}

package org.castellan.validation;

import org.castellan.backend.ChangeResult;
import org.castellan.storage.StorageFailure;

/** The outcome of changing a backend. */
public sealed interface UpdateResult {

  /** What the registry said. */
  record Answered(ChangeResult result) implements UpdateResult {}

  /** The probe with the new credentials failed: nothing was changed. */
  record Unreachable(StorageFailure failure) implements UpdateResult {}

  /** The backend was being validated all the time: nothing was changed, try again. */
  record Contended() implements UpdateResult {}
}

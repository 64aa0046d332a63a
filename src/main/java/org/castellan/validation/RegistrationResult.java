package org.castellan.validation;

import org.castellan.backend.InsertResult;
import org.castellan.storage.StorageFailure;

/** The outcome of registering a backend. */
public sealed interface RegistrationResult {

  /** The probe went well (or was not worth making); what the registry said. */
  record Answered(InsertResult result) implements RegistrationResult {}

  /** The probe failed: nothing was stored. */
  record Unreachable(StorageFailure failure) implements RegistrationResult {}
}

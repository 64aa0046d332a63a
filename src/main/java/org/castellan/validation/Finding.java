package org.castellan.validation;

import java.util.Optional;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.StorageFailure;

/**
 * What a validation found.
 *
 * @param retries how often a transient failure was tried again
 */
record Finding(ProbeResult result, int retries) {

  boolean broken() {
    return failure().isPresent();
  }

  Optional<StorageFailure> failure() {
    return result instanceof ProbeResult.Broken broken
        ? Optional.of(broken.failure())
        : Optional.empty();
  }

  boolean has(ErrorClass errorClass) {
    return failure().filter(f -> f.errorClass() == errorClass).isPresent();
  }

  /** Whether the cause may lie with this replica's network. */
  boolean network() {
    return failure().filter(f -> f.errorClass().network()).isPresent();
  }
}

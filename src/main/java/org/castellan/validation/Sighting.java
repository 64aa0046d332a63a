package org.castellan.validation;

import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;

/**
 * A backend as the request path sees it, judged on the database's clock.
 *
 * @param due whether it is stale, or {@code INVALID} with the backoff over
 * @param claimed whether somebody is validating it
 */
record Sighting(CasBackend backend, boolean due, boolean claimed) {

  boolean ok() {
    return backend.status() == BackendStatus.OK;
  }
}

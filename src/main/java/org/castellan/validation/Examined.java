package org.castellan.validation;

import org.castellan.backend.BackendStatus;

/** A finding that is not recorded yet. */
record Examined(Claim claim, Finding finding) {

  /** Whether it counts as evidence: what was broken before says nothing of this replica. */
  boolean wasOk() {
    return claim.backend().status() == BackendStatus.OK;
  }

  /** Whether it could be this replica's own fault that a backend turns {@code INVALID}. */
  boolean suspicious() {
    return wasOk() && finding.network();
  }
}

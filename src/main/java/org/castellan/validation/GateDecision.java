package org.castellan.validation;

import org.castellan.backend.CasBackend;

/** Where an upload goes. */
public sealed interface GateDecision {

  record Use(CasBackend backend) implements GateDecision {}

  /** The organization has no default backend: {@code CAS_BACKEND_REQUIRED}. */
  record NoDefault() implements GateDecision {}

  /** Neither default nor fallback works: {@code CAS_BACKEND_INVALID}. */
  record NoneValid(CasBackend defaultBackend) implements GateDecision {}
}

package org.castellan.backend;

import java.util.List;
import org.castellan.storage.Provider.Violation;

/** The outcome of changing a backend. Nothing was changed unless it was {@link Changed}. */
public sealed interface ChangeResult {

  record Changed(CasBackend backend) implements ChangeResult {}

  /** There is no such backend, or it was deleted. */
  record Missing() implements ChangeResult {}

  /** Somebody changed it first. */
  record RevisionMismatch(CasBackend current) implements ChangeResult {}

  record Refused(List<Violation> violations) implements ChangeResult {}
}

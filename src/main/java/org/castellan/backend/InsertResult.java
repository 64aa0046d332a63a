package org.castellan.backend;

import java.util.List;
import org.castellan.storage.Provider.Violation;

/** The outcome of registering a backend. Nothing was stored unless it was {@link Inserted}. */
public sealed interface InsertResult {

  record Inserted(CasBackend backend) implements InsertResult {}

  /** Another live backend of the organization has the name. */
  record NameTaken() implements InsertResult {}

  record OrganizationMissing() implements InsertResult {}

  record Refused(List<Violation> violations) implements InsertResult {}
}

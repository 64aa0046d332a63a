package org.castellan.artifact;

import java.util.UUID;

/** Deletes an organization that holds nothing any more. */
@FunctionalInterface
public interface OrganizationEnd {

  /** Does nothing when it holds something again, or is gone. */
  void delete(UUID organizationId);
}

package org.castellan.organization;

import org.jdbi.v3.core.Handle;

/** Is told in the transaction that makes or deletes an organization; what it throws undoes both. */
public interface OrganizationListener {

  /** The organization's row is there. */
  void created(Handle handle, Organization organization, String actor);

  /** The organization's row is locked and about to be deleted: time to delete what it owns. */
  void deleting(Handle handle, Organization organization);
}

package org.castellan.artifact;

import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/** The place of an artifact at a backend, whether or not it is there. */
record Copy(UUID organizationId, Digest digest, UUID backendId) {

  /** Which rows are about it, with the parameters that {@link #bind} sets. */
  static final String THIS =
      "organization_id = :organization and digest = :digest and backend_id = :backend";

  /** How its object is called at the provider. */
  String key() {
    return Artifact.key(organizationId, digest);
  }

  /** Sets {@code :organization}, {@code :digest} and {@code :backend}. */
  <T extends SqlStatement<T>> T bind(T statement) {
    return statement
        .bind("organization", organizationId)
        .bind("digest", digest.hex())
        .bind("backend", backendId);
  }
}

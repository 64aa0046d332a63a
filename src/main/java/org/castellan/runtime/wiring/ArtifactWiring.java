package org.castellan.runtime.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.castellan.artifact.Downloads;
import org.castellan.artifact.Uploads;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Backends;
import org.castellan.backend.OpenStores;
import org.jdbi.v3.core.Jdbi;

/** Artifacts on their way in and out. */
@Dependent
public class ArtifactWiring {

  @Produces
  @Singleton
  Uploads uploads(Jdbi jdbi, AuditLog audit, Backends backends, OpenStores stores) {
    return new Uploads(jdbi, audit, backends, stores);
  }

  @Produces
  @Singleton
  Downloads downloads(Jdbi jdbi, AuditLog audit, Backends backends, OpenStores stores) {
    return new Downloads(jdbi, audit, backends, stores);
  }
}

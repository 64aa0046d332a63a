package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.castellan.artifact.ArtifactList;
import org.castellan.artifact.Deletions;
import org.castellan.artifact.Downloads;
import org.castellan.artifact.Holdings;
import org.castellan.artifact.Homecoming;
import org.castellan.artifact.OrganizationEnd;
import org.castellan.artifact.Patrol;
import org.castellan.artifact.PatrolListener;
import org.castellan.artifact.PatrolSettings;
import org.castellan.artifact.Purges;
import org.castellan.artifact.Spool;
import org.castellan.artifact.Upkeep;
import org.castellan.artifact.Uploads;
import org.castellan.artifact.UploadsUnderWay;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Backends;
import org.castellan.backend.OpenStores;
import org.castellan.organization.Organizations;
import org.castellan.runtime.settings.PatrolBounds;
import org.castellan.runtime.settings.Settings;
import org.castellan.validation.Gate;
import org.jdbi.v3.core.Jdbi;

/** Artifacts on their way in and out. */
@Dependent
public class ArtifactWiring {

  @Produces
  @Singleton
  Spool spool(Settings settings) {
    return new Spool(settings.spool().directory(), settings.spool().maxBytes());
  }

  @Produces
  @Singleton
  UploadsUnderWay underWay(
      @Checks Jdbi jdbi, @Pool ManagedScheduledExecutorService executor, Settings settings) {
    return new UploadsUnderWay(jdbi, settings.node().id(), executor, unseen(settings));
  }

  @Produces
  @Singleton
  Uploads uploads(
      Jdbi jdbi,
      AuditLog audit,
      Backends backends,
      OpenStores stores,
      UploadsUnderWay underWay,
      Spool spool,
      Gate gate) {
    return new Uploads(jdbi, audit, backends, stores, underWay, spool, gate);
  }

  @Produces
  @Singleton
  Downloads downloads(
      Jdbi jdbi,
      Backends backends,
      OpenStores stores,
      @Pool ManagedScheduledExecutorService executor) {
    return new Downloads(jdbi, backends, stores, executor);
  }

  @Produces
  @Singleton
  ArtifactList artifactList(Jdbi jdbi) {
    return new ArtifactList(jdbi);
  }

  @Produces
  @Singleton
  Holdings holdings(Jdbi jdbi) {
    return new Holdings(jdbi);
  }

  @Produces
  @Singleton
  Deletions deletions(Jdbi jdbi, AuditLog audit) {
    return new Deletions(jdbi, audit);
  }

  @Produces
  @Singleton
  Purges purges(Jdbi jdbi, AuditLog audit) {
    return new Purges(jdbi, audit);
  }

  @Produces
  @Singleton
  Homecoming homecoming(
      @Checks Jdbi jdbi, Uploads uploads, @Checks Backends backends, OpenStores stores) {
    return new Homecoming(jdbi, uploads, backends, stores);
  }

  @Produces
  @Singleton
  Upkeep upkeep(
      @Checks Jdbi jdbi,
      AuditLog audit,
      Purges purges,
      Organizations organizations,
      Homecoming homecoming,
      @Checks Backends backends,
      OpenStores stores,
      @Pool ManagedScheduledExecutorService executor,
      Settings settings) {
    OrganizationEnd end = id -> organizations.delete(id, "castellan");
    return new Upkeep(
        jdbi, audit, purges, end, homecoming, backends, stores, executor, unseen(settings));
  }

  @Produces
  @Singleton
  Patrol patrol(
      @Checks Jdbi jdbi,
      AuditLog audit,
      Uploads uploads,
      @Checks Backends backends,
      OpenStores stores,
      PatrolListener listener,
      @Pool ManagedScheduledExecutorService executor,
      Settings settings) {
    PatrolBounds bounds = settings.patrol();
    var patrol =
        new PatrolSettings(
            settings.schedule().patrol().interval(),
            bounds.period(),
            bounds.maxCopies(),
            bounds.maxBytes(),
            bounds.parallelism(),
            bounds.perHost());
    return new Patrol(jdbi, audit, uploads, backends, stores, listener, executor, patrol);
  }

  /** A replica that cannot hold a lease for twice its time is not going to end its uploads. */
  private static Duration unseen(Settings settings) {
    return settings.schedule().lease().multipliedBy(2);
  }
}

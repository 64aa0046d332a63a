package org.castellan.testkit;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.castellan.artifact.Homecoming;
import org.castellan.artifact.Purges;
import org.castellan.artifact.Upkeep;
import org.castellan.artifact.Uploads;
import org.castellan.backend.OpenStores;

/** The upkeep of artifacts over a test's registry. */
public final class TestUpkeep {

  private TestUpkeep() {}

  /**
   * Wired as in the application.
   *
   * @param unseen after this long without a sign of its replica an upload is taken for dead
   */
  public static Upkeep of(
      TestRegistry registry,
      Uploads uploads,
      OpenStores stores,
      ExecutorService executor,
      Duration unseen) {
    return new Upkeep(
        registry.jdbi,
        registry.audit,
        new Purges(registry.jdbi, registry.audit),
        id -> registry.organizations.delete(id, "castellan"),
        new Homecoming(registry.jdbi, uploads, registry.backends, stores),
        registry.backends,
        stores,
        executor,
        unseen);
  }
}

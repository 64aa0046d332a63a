package org.castellan.artifact;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.OpenStores;
import org.castellan.schedule.Run;
import org.jdbi.v3.core.Jdbi;

/**
 * Copies artifacts that went to a fallback to the backend that was the default then, once that is
 * healthy again. The fallback keeps its copy. Thread-safe.
 */
public final class Homecoming {

  // Only what can be done now: the home works, and takes artifacts of that size.
  private static final String WAITING =
      """
      from artifact a join cas_backend b on b.id = a.home_id
       where b.status = 'OK' and b.deleted_at is null and a.size <= b.max_bytes
         and a.damage is null
         and not exists (
           select from organization_purge p where p.organization_id = a.organization_id)
      """;

  private static final String NEXT =
      "select "
          + Records.COLUMNS
          + ", a.home_id "
          + WAITING
          + " and a.home_id not in (<failing>) order by a.created_at limit 1";

  private static final String COUNT = "select count(a.digest) " + WAITING;

  private static final String HOME =
      """
      update artifact set home_id = null
       where organization_id = :organization and digest = :digest and home_id = :home
      """;

  /** How a run of it ended so far. */
  record Tally(int done, int failed) {}

  private record Away(Artifact copy, UUID home) {}

  private final Jdbi jdbi;
  private final Copying copying;
  private final Backends backends;

  public Homecoming(Jdbi jdbi, Uploads uploads, Backends backends, OpenStores stores) {
    this.jdbi = jdbi;
    this.copying = new Copying(uploads, new OpenCopies(backends, stores));
    this.backends = backends;
  }

  /** One after the other, until all are home or the run must stop; a home that fails is left. */
  Tally run(Run run) {
    Set<UUID> failing = new HashSet<>(Set.of(new UUID(0, 0)));
    int done = 0;
    Optional<Away> next = next(failing);
    while (next.isPresent() && !run.mustStop()) {
      if (bring(next.get())) {
        done++;
      } else {
        failing.add(next.get().home());
      }
      next = next(failing);
    }
    return new Tally(done, failing.size() - 1);
  }

  /** How many wait that could be brought now. */
  int waiting() {
    return jdbi.withHandle(handle -> handle.createQuery(COUNT).mapTo(Integer.class).one());
  }

  private boolean bring(Away away) {
    CasBackend home = backends.find(away.home()).orElseThrow();
    return copying.copy(away.copy(), home, "castellan") && isHome(away);
  }

  private boolean isHome(Away away) {
    return jdbi.withHandle(
        handle ->
            away.copy().place().bind(handle.createUpdate(HOME)).bind("home", away.home()).execute()
                > 0);
  }

  private Optional<Away> next(Set<UUID> failing) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(NEXT)
                .bindList("failing", List.copyOf(failing))
                .map(
                    (row, context) ->
                        new Away(
                            Records.artifact(row, context), row.getObject("home_id", UUID.class)))
                .findOne());
  }
}

package org.castellan.comparison;

import java.time.Instant;
import java.util.Optional;
import org.castellan.schedule.Fence;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * What the replicas of one job have done, in a table and on the database's clock. Thread-safe.
 *
 * @param jdbi to the database
 * @param job the job's name
 */
record Witness(Jdbi jdbi, String job) {

  private static final String INSERT = "insert into testimony (job, node, deed, due) ";

  /** What a replica does. */
  enum Deed {
    READY,
    BEGUN,
    PERMITTED,
    WRITTEN,
    STOPPED
  }

  /**
   * One deed.
   *
   * @param due when the run was due
   */
  record Testimony(Instant due, Instant at) {}

  static void create(Jdbi jdbi) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                create table testimony (job text not null, node text not null, deed text not null,
                  due timestamptz not null, at timestamptz not null default clock_timestamp())
                """));
  }

  void tell(String node, Deed deed, Instant due) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(INSERT + "values (:job, :node, :deed, :due)")
                .bind("job", job)
                .bind("node", node)
                .bind("deed", deed.name())
                .bind("due", due)
                .execute());
  }

  /** The same under a fence: nothing is told once the run is another replica's. */
  void tell(String node, Deed deed, Instant due, Fence fence) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "with " + Fence.SQL + INSERT + "select :job, :node, :deed, :due from run")
                .bindMethods("fence", fence)
                .bind("job", job)
                .bind("node", node)
                .bind("deed", deed.name())
                .bind("due", due)
                .execute());
  }

  Instant now() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one());
  }

  int count(String node, Deed deed) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from testimony where job = :job and node = :node and deed ="
                        + " :deed")
                .bind("job", job)
                .bind("node", node)
                .bind("deed", deed.name())
                .mapTo(int.class)
                .one());
  }

  Optional<Testimony> first(String node, Deed deed) {
    return jdbi.withHandle(
        handle ->
            handle
                .registerRowMapper(ConstructorMapper.factory(Testimony.class))
                .createQuery(
                    """
                    select due, at from testimony
                     where job = :job and node = :node and deed = :deed order by at limit 1
                    """)
                .bind("job", job)
                .bind("node", node)
                .bind("deed", deed.name())
                .mapTo(Testimony.class)
                .findFirst());
  }
}

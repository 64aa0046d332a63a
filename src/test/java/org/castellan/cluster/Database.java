package org.castellan.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.castellan.cluster.History.Strike;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.schedule.Tick;
import org.jdbi.v3.core.Jdbi;

/** The cluster's database as the test sees it, through no replica's door. */
final class Database implements AutoCloseable {

  private static final String SCOPE = "defaults";

  /**
   * What a ledger row says now.
   *
   * @param epoch 0 when nobody has begun it
   */
  record Row(String state, long epoch, String node) {}

  private final Jdbi jdbi;
  private final PostgresCheckers checkers;
  private final Recorder recorder;
  private final HolderWatch watch;

  Database(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.checkers = new PostgresCheckers(jdbi);
    this.recorder = new Recorder(jdbi);
    this.watch = new HolderWatch(jdbi);
  }

  /** When the replicas have made the schema: from now on ticks come only when asked for. */
  void prepare() {
    recorder.install();
    checkers.pause("all", true);
    checkers.pause(SCOPE, true);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  Instant now() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one());
  }

  /** All that there are, of whatever schema of ours. */
  List<String> tables() {
    return strings(
        "select relname from pg_class where relkind = 'r'"
            + " and relnamespace = 'public'::regnamespace");
  }

  /** Whether that replica has reported itself since. */
  boolean hasSeen(String node, Instant since) {
    return !strings("select to_regclass('node')::text where to_regclass('node') is not null")
            .isEmpty()
        && jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select exists (select 1 from node where id = ? and started_at > ?)")
                    .bind(0, node)
                    .bind(1, since)
                    .mapTo(boolean.class)
                    .one());
  }

  /** Has a tick run now, by whichever replica finds it first. */
  Instant requestTick() {
    return await("no tick is running")
        .atMost(Duration.ofSeconds(90))
        .until(() -> checkers.runNow(SCOPE), Optional::isPresent)
        .map(Tick::instant)
        .orElseThrow();
  }

  Row row(Instant tick) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select state, epoch, coalesce(node, '') as node from tick"
                        + " where scope = ? and instant = ?")
                .bind(0, SCOPE)
                .bind(1, tick)
                .map((row, context) -> new Row(row.getString(1), row.getLong(2), row.getString(3)))
                .one());
  }

  boolean hasFinished(Instant tick) {
    return Set.of("DONE", "CAPPED", "ABANDONED").contains(row(tick).state());
  }

  /** How many validations were recorded since. */
  long validatedSince(Instant tick) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from validation where at >= ?")
                .bind(0, tick)
                .mapTo(long.class)
                .one());
  }

  /** The backends that the replica has claimed and not recorded. */
  Set<String> claimedBy(String node) {
    return Set.copyOf(
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select name from cas_backend"
                            + " where claimed_by = ? and claim_expires_at is not null")
                    .bind(0, node)
                    .mapTo(String.class)
                    .list()));
  }

  /** As if all had been validated long ago. */
  void age() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update cas_backend set validated_at = validated_at - interval '1 day'"));
  }

  /** Forgets what was noted so far. */
  void begin() {
    recorder.begin();
    watch.forget();
  }

  History history(List<String> scope, List<Call> calls, List<Strike> strikes) {
    return new History(
        scope,
        calls,
        recorder.validations(),
        recorder.ticks(),
        recorder.statuses(),
        recorder.claims(),
        watch.seen(),
        strikes);
  }

  /** Does something while a replica has written a status and not committed it. */
  void duringStatusWrite(String node, Runnable action) {
    recorder.duringStatusWrite(node, action);
  }

  /** Sets when the clock brings ticks, and how long they may take; replicas see it at a poll. */
  void tickEvery(Duration interval, Duration cap) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update checker set interval_ms = ?, cap_ms = ?, paused = ? where scope = ?",
                interval.toMillis(),
                cap.toMillis(),
                interval.equals(Timing.INTERVAL),
                SCOPE));
  }

  /** From now on ticks come only when asked for. */
  void tickWhenAsked() {
    tickEvery(Timing.INTERVAL, Timing.CAP);
  }

  /** Whether every checker that a replica has told of has a tick that is done. */
  boolean hasDoneEachChecker() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) > 0 and count(*) = count(*) filter (where exists (
                             select from tick t where t.scope = c.scope and t.state = 'DONE'))
                      from checker c
                    """)
                .mapTo(boolean.class)
                .one());
  }

  /** How many ticks since were done. */
  long doneSince(Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from tick where state = 'DONE' and instant > ?")
                .bind(0, since)
                .mapTo(long.class)
                .one());
  }

  /** Ends the session that holds the lock, as an administrator may. */
  void endLockSession() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)"
                    + " where locktype = 'advisory' and application_name like '% lock'"));
  }

  /** What of a run is left when all is over, in words; empty when it is tidy. */
  List<String> leftovers() {
    return strings(Leftovers.SQL);
  }

  private List<String> strings(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  @Override
  public void close() {
    watch.close();
  }
}

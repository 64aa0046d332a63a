package org.castellan.cluster;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.castellan.cluster.History.Claimed;
import org.castellan.cluster.History.StatusWrite;
import org.castellan.cluster.History.TickWrite;
import org.castellan.cluster.History.Validated;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Has the database note writes to the ledger, to a backend's status and claim, by triggers. */
final class Recorder {

  /** A lock that each write of a status passes; whoever holds it alone stops them all. */
  private static final long GATE = 42;

  private static final String INSTALL =
      """
      create schema if not exists kit;
      create table if not exists kit.written (
        id bigserial primary key, at timestamptz not null default clock_timestamp(),
        relation text not null, writer text not null, before jsonb, after jsonb not null);
      create or replace function kit.note() returns trigger language plpgsql as $$
      begin
        if tg_table_name = 'cas_backend' then
          perform pg_advisory_xact_lock_shared(<GATE>);
        end if;
        insert into kit.written (relation, writer, before, after)
        values (tg_table_name, current_setting('application_name'), to_jsonb(old), to_jsonb(new));
        return null;
      end $$;
      create or replace function kit.note_claim() returns trigger language plpgsql as $$
      begin
        insert into kit.written (relation, writer, after)
        values ('claim', current_setting('application_name'), to_jsonb(new));
        return null;
      end $$;
      create or replace trigger kit_note_claim after update of claim on cas_backend
        for each row execute function kit.note_claim();
      create or replace trigger kit_note after insert or update on tick
        for each row execute function kit.note();
      create or replace trigger kit_note after update of validated_at on cas_backend
        for each row execute function kit.note();
      """
          .replace("<GATE>", Long.toString(GATE));

  private static final String WAITS_AT_THE_GATE =
      """
      select exists (select 1 from pg_locks l join pg_stat_activity a using (pid)
                      where l.locktype = 'advisory' and not l.granted
                        and a.application_name = 'castellan/' || ?)
      """;

  private static final String TICKS =
      """
      select at, writer, (after->>'instant')::timestamptz as instant, after->>'state' as state,
             (after->>'epoch')::bigint as epoch, coalesce(after->>'node', '') as node
        from kit.written where relation = 'tick' and after->>'scope' = 'defaults' order by id
      """;

  private static final String STATUSES =
      """
      select at, writer, after->>'name' as backend, (after->>'claim')::bigint as claim,
             coalesce((before->>'validated_at')::timestamptz, '-infinity') as before,
             (after->>'validated_at')::timestamptz as validated_at,
             after->>'status' as status
        from kit.written where relation = 'cas_backend' order by id
      """;

  private static final String CLAIMS =
      """
      select at, after->>'name' as backend, after->>'claimed_by' as node,
             (after->>'claim_epoch')::bigint as epoch
        from kit.written where relation = 'claim' and after->>'claim_scope' = 'defaults' order by id
      """;

  private static final String VALIDATIONS =
      """
      select b.name as backend, v.node, v.at, v.retries
        from validation v join cas_backend b on b.id = v.backend_id order by v.at
      """;

  private final Jdbi jdbi;

  /**
   * @param jdbi not through any replica's door
   */
  Recorder(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Needs the schema of the replicas. */
  void install() {
    jdbi.useHandle(
        handle -> {
          try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(INSTALL);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Does something while a replica has written a status and not committed it. */
  void duringStatusWrite(String node, Runnable action) {
    jdbi.useTransaction(
        gate -> {
          gate.execute("select pg_advisory_xact_lock(?)", GATE);
          await("a status is being written")
              .pollInterval(Duration.ofMillis(5))
              .until(() -> waitsAtTheGate(node));
          action.run();
        });
  }

  private boolean waitsAtTheGate(String node) {
    return jdbi.withHandle(
        handle -> handle.createQuery(WAITS_AT_THE_GATE).bind(0, node).mapTo(boolean.class).one());
  }

  /** Forgets what was noted so far. */
  void begin() {
    jdbi.useHandle(handle -> handle.execute("truncate kit.written"));
  }

  List<TickWrite> ticks() {
    return jdbi.withHandle(handle -> list(handle, TICKS, TickWrite.class));
  }

  List<StatusWrite> statuses() {
    return jdbi.withHandle(handle -> list(handle, STATUSES, StatusWrite.class));
  }

  List<Claimed> claims() {
    return jdbi.withHandle(handle -> list(handle, CLAIMS, Claimed.class));
  }

  List<Validated> validations() {
    return jdbi.withHandle(handle -> list(handle, VALIDATIONS, Validated.class));
  }

  private static <T> List<T> list(Handle handle, String sql, Class<T> type) {
    return handle.createQuery(sql).map(ConstructorMapper.of(type)).list();
  }
}

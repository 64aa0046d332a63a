package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.castellan.audit.AuditChain;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.audit.Verdict.Intact;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Two real roles: one owns the tables, the other is what Castellan works with. */
@OnEveryPostgres
class GrantsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.ofTwoRoles();

  private final Jdbi runtime = db.jdbi();
  private final Jdbi owner = Jdbi.create(db.owner());
  private final AuditChain chain = new AuditChain(runtime);

  @BeforeEach
  void oneSealedAndOneThatIsNot() {
    owner.useHandle(handle -> handle.execute("truncate audit_event, audit_seal"));
    record("sealed");
    assertThat(chain.seal()).isEqualTo(1);
    record("not yet");
  }

  @Test
  void theRolesAreTwoAndNoSuperusers() {
    String sql = "select session_user || ' ' || current_setting('is_superuser')";
    assertThat(List.of(text(runtime, sql), text(owner, sql)))
        .doesNotHaveDuplicates()
        .allSatisfy(role -> assertThat(role).endsWith(" off"));
  }

  @Test
  void theRuntimesRoleRecordsSealsAndVerifies() {
    assertThat(chain.seal()).isEqualTo(1);
    assertThat(chain.verify(Optional.empty()))
        .isInstanceOfSatisfying(Intact.class, it -> assertThat(it.events()).isEqualTo(2));
    assertThat(chain.forget(AuditChain.LEAST_AGE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_event set detail = 'nothing'",
        "update audit_event set number = 7 where number is null",
        "delete from audit_event",
        "delete from audit_event where number is null",
        "truncate audit_event",
        "select id from audit_event for update",
        "insert into audit_event (at, actor, action, subject, node) values ('2020-01-01', 'a', 'b', 'c', 'd')",
        "insert into audit_event (number, actor, action, subject, node) values (2, 'a', 'b', 'c', 'd')",
        "insert into audit_event (id, actor, action, subject, node)"
            + " values (gen_random_uuid(), 'a', 'b', 'c', 'd')",
        "update audit_seal set forgotten_at = now(), events = null",
        "delete from audit_seal",
        "truncate audit_seal",
        "insert into audit_seal select * from audit_seal",
        "alter table audit_event add column mine text",
        "alter table audit_event disable trigger all",
        "alter table audit_event owner to current_user",
        "alter table audit_event rename to gone",
        "drop table audit_event",
        "drop function seal_audit_events(int)",
        "create trigger mine before insert on audit_event for each row execute function event_of_tick()",
        "create rule mine as on insert to audit_event do instead nothing",
        "create table mine (id int)",
        "create function mine() returns int language sql as 'select 1'",
        "delete from flyway_schema_history",
        "set role owner_of_ours",
        "select forget_audit_events(interval '29 days')",
        "select forget_audit_events(null)",
      })
  void theRuntimesRoleCanNeitherChangeNorDeleteAuditEvents(String sql) {
    String attempt = sql.replace("owner_of_ours", text(owner, "select current_user"));
    String before = everything();
    assertThatThrownBy(() -> runtime.useHandle(handle -> handle.execute(attempt)))
        .hasMessageMatching("(?s).*(permission denied|must be owner|kept for 30 days).*");
    assertThat(everything()).isEqualTo(before);
  }

  /** What a session of its own has in its way is not what the owner's functions see. */
  @Test
  void noTableOfTheSessionsOwnIsSealedInTheirPlace() {
    runtime.useHandle(
        handle -> {
          handle.execute("create temporary table audit_event (id uuid, number bigint)");
          handle.execute("create temporary table audit_seal (number bigint, last_event bigint)");
          handle.execute("set search_path = pg_temp, public");
          handle.execute("select seal_audit_events(10)");
        });
    assertThat(chain.verify(Optional.empty()))
        .isInstanceOfSatisfying(Intact.class, it -> assertThat(it.events()).isEqualTo(2));
  }

  @Test
  void tenReplicasGiveTogetherAndAgain() {
    IntStream.range(0, 10)
        .mapToObj(replica -> CompletableFuture.runAsync(db::migrate))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(chain.seal()).isEqualTo(1);
  }

  @Test
  void whereTheSchemaIsUpToDateAReplicaStartsWithoutTheOwner() {
    assertThatCode(new Database(db.dataSource(), Optional.empty())::migrate)
        .doesNotThrowAnyException();
  }

  /** As docs/security.md says, in a schema of its own. */
  @Test
  void tablesThatTheRuntimesRoleOwnedAreReassignedFirst() {
    String role = text(runtime, "select current_user");
    owner.useHandle(
        handle -> {
          handle.execute("create schema older");
          handle.execute("grant create, usage on schema older to " + role);
        });
    PGSimpleDataSource older = inOlder(db.dataSource());
    new Database(older, Optional.empty()).migrate();
    var newer = new Database(older, Optional.of(inOlder(db.owner())));
    assertThatThrownBy(newer::migrate)
        .hasStackTraceContaining("permission denied for table flyway_schema_history");
    PGSimpleDataSource superuser = inOlder(db.dataSource());
    superuser.setUser("postgres");
    Jdbi.create(superuser)
        .useHandle(
            handle -> handle.execute("reassign owned by %1$s to owner_of_%1$s".formatted(role)));
    newer.migrate();
    assertThat(new AuditChain(Jdbi.create(older)).seal()).isZero();
    assertThatThrownBy(
            () -> Jdbi.create(older).useHandle(handle -> handle.execute("delete from audit_event")))
        .hasMessageContaining("permission denied for table audit_event");
  }

  private static PGSimpleDataSource inOlder(DataSource source) {
    var inOlder = (PGSimpleDataSource) source;
    inOlder.setCurrentSchema("older");
    return inOlder;
  }

  @Test
  void aRoleThatCanActAsTheOwnerIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Grants(db.owner(), db.owner()).give())
        .havingRootCause()
        .withMessageContaining("which owns the tables");
  }

  private void record(String subject) {
    var event =
        new AuditEvent(Optional.of(UUID.randomUUID()), "admin", "SOMETHING_HAPPENED", subject, "");
    runtime.useHandle(handle -> new AuditLog(runtime, "node-1").record(handle, event));
  }

  private String everything() {
    return text(
        owner,
        "select (select string_agg(e::text, ' ' order by e.id) from audit_event e)"
            + " || (select string_agg(s::text, ' ') from audit_seal s)");
  }

  private static String text(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.select(sql).mapTo(String.class).one());
  }
}

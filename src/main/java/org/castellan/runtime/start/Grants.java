package org.castellan.runtime.start;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * What the owner of the tables lets the role do that Castellan works with: read and write rows, but
 * of audit events only insert and read them; sealing and forgetting are functions with the owner's
 * rights. No role that could act as the owner, or could put functions of its own among the owner's,
 * is taken for such a role.
 */
record Grants(DataSource owner, DataSource runtime) {

  private static final String NAME = "select set_config('castellan.runtime_role', ?, true)";

  private static final String GIVE =
      """
      do $$
      declare
        runtime name := current_setting('castellan.runtime_role');
        own     name := current_schema();
        owned   name;
      begin
        -- Two sessions that grant the same at once would fail.
        perform pg_advisory_xact_lock(hashtextextended('castellan:grants', 0));
        if pg_has_role(runtime, current_user, 'MEMBER') then
          raise exception 'the role % can act as %, which owns the tables', runtime, current_user;
        end if;
        if has_schema_privilege(runtime, own, 'CREATE') then
          execute format('revoke create on schema %I from public, %I', own, runtime);
        end if;
        if has_schema_privilege(runtime, own, 'CREATE') then
          raise exception 'the role % may create in the schema %, which % must own alone', runtime, own, current_user;
        end if;
        if not has_schema_privilege(runtime, own, 'USAGE') then
          execute format('grant usage on schema %I to %I', own, runtime);
        end if;
        for owned in select tablename from pg_tables where schemaname = own and tableowner = current_user loop
          execute format('grant select, insert, update, delete on table %I.%I to %I', own, owned, runtime);
        end loop;
        for owned in select sequencename from pg_sequences where schemaname = own and sequenceowner = current_user loop
          execute format('grant usage, select on sequence %I.%I to %I', own, owned, runtime);
        end loop;
        execute format('revoke all on table flyway_schema_history, audit_event, audit_seal from %I', runtime);
        execute format('grant select on table flyway_schema_history, audit_event, audit_seal to %I', runtime);
        execute format(
          'grant insert (organization_id, actor, action, subject, detail, node, address) on table audit_event to %I',
          runtime);
        execute format(
          'grant execute on function seal_audit_events(int), forget_audit_events(interval) to %I', runtime);
      end $$
      """;

  /**
   * Idempotent; replicas that do so together wait for each other.
   *
   * @throws IllegalStateException when it cannot be given, or the roles are not apart
   */
  void give() {
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      give(connection, role());
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the tables' owner cannot give what is needed of them", e);
    }
  }

  private static void give(Connection connection, String role) throws SQLException {
    try (PreparedStatement name = connection.prepareStatement(NAME);
        Statement give = connection.createStatement()) {
      name.setString(1, role);
      name.execute();
      give.execute(GIVE);
    }
  }

  private String role() throws SQLException {
    try (Connection connection = runtime.getConnection();
        Statement statement = connection.createStatement();
        ResultSet role = statement.executeQuery("select current_user")) {
      role.next();
      return role.getString(1);
    }
  }
}

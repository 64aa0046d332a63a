package org.castellan.run;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** What the database's sessions are set to, noted in them when a replica says that it lives. */
final class SessionWatch {

  private final Jdbi jdbi;

  SessionWatch(Jdbi jdbi) {
    this.jdbi = jdbi;
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                create table seen_setting (node text, name text, value text, primary key (node, name));
                create function note_settings() returns trigger language plpgsql as $$
                begin
                  insert into seen_setting (node, name, value)
                  select new.id, name, setting from pg_settings
                   where name in ('application_name', 'idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout')
                      on conflict do nothing;
                  return new;
                end $$;
                create trigger note_settings after update on node
                   for each row execute function note_settings();
                """));
  }

  /** By name; in milliseconds where it is a time. */
  Map<String, String> of(String node) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select name, value from seen_setting where node = ?")
                .bind(0, node)
                .map((row, context) -> Map.entry(row.getString("name"), row.getString("value")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** What the sessions call themselves that are there now. */
  Set<String> names() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select application_name from pg_stat_activity where datname = current_database()")
                .mapTo(String.class)
                .set());
  }
}

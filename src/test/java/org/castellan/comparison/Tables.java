package org.castellan.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.quartz.Scheduler;

/** What the others keep in the database, as their documentation or jar has it. */
final class Tables {

  private static final String SHEDLOCK =
      """
      create table shedlock (name varchar(64) primary key, lock_until timestamp not null,
        locked_at timestamp not null, locked_by varchar(255) not null)
      """;

  private static final String DB_SCHEDULER =
      """
      create table scheduled_tasks (task_name text not null, task_instance text not null,
        task_data bytea, execution_time timestamp with time zone not null,
        picked boolean not null, picked_by text, last_success timestamp with time zone,
        last_failure timestamp with time zone, consecutive_failures int,
        last_heartbeat timestamp with time zone, version bigint not null, priority smallint,
        primary key (task_name, task_instance));
      create index execution_time_idx on scheduled_tasks (execution_time);
      create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)
      """;

  private static final String QUARTZ = "impl/jdbcjobstore/tables_postgres.sql";

  private Tables() {}

  static void create(Jdbi jdbi) {
    jdbi.useHandle(
        handle -> {
          handle.createScript(SHEDLOCK).execute();
          handle.createScript(DB_SCHEDULER).execute();
          handle.createScript(quartz()).execute();
        });
  }

  private static String quartz() {
    try (InputStream script = Objects.requireNonNull(Scheduler.class.getResourceAsStream(QUARTZ))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

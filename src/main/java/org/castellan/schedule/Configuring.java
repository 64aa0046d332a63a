package org.castellan.schedule;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes a checker's row in PostgreSQL, and those of its shards, say what a replica wants, inside
 * one transaction.
 */
final class Configuring {

  private final Handle handle;
  private final CheckerSettings settings;

  Configuring(Handle handle, CheckerSettings settings) {
    this.handle = handle;
    this.settings = settings;
  }

  /** The former settings if they were others; empty if nothing changed or the row is new. */
  Optional<CheckerSettings> configure() {
    write(
        """
        insert into checker (scope, interval_ms, cap_ms, shards, updated_at)
        values (:scope, :interval, :cap, :shards, clock_timestamp()) on conflict (scope) do nothing
        """);
    var former =
        handle
            .createQuery(
                """
                select scope, interval_ms, cap_ms, shards from checker
                 where scope = :scope for no key update
                """)
            .bind("scope", settings.scope())
            .map(Rows::settings)
            .one();
    split();
    if (former.equals(settings)) {
      return Optional.empty();
    }
    write(
        """
        update checker set interval_ms = :interval, cap_ms = :cap, shards = :shards,
               updated_at = clock_timestamp()
         where scope = :scope
        """);
    return Optional.of(former);
  }

  private void split() {
    for (int i = 1; i <= settings.shards() && settings.shards() > 1; i++) {
      handle
          .createUpdate(
              """
              insert into checker (scope, part_of, interval_ms, cap_ms, shards, updated_at)
              select :shard, scope, interval_ms, cap_ms, :shards, clock_timestamp()
                from checker where scope = :scope
              on conflict (scope) do nothing
              """)
          .bind("shard", new Shard(settings.scope(), i, settings.shards()).name())
          .bind("scope", settings.scope())
          .bind("shards", settings.shards())
          .execute();
    }
  }

  private void write(String statement) {
    handle
        .createUpdate(statement)
        .bind("scope", settings.scope())
        .bind("interval", settings.interval().toMillis())
        .bind("cap", settings.cap().toMillis())
        .bind("shards", settings.shards())
        .execute();
  }
}

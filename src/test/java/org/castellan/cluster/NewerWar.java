package org.castellan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.castellan.run.Server;

/** A later version, made of this one: it expands the schema, as the rule of upgrades allows. */
final class NewerWar {

  /** Far beyond those of any version that this test will see. */
  private static final String MIGRATION = "/WEB-INF/classes/db/migration/V100000__expand.sql";

  /**
   * A new table, and in each old one a column that the older version's statements do not name. A
   * table at a time, as MigrationsTest wants it.
   */
  private static final String EXPANSION =
      """
      do $$
      declare each text;
      begin
        for each in select tablename from pg_tables
                     where schemaname = current_schema() and tablename <> 'flyway_schema_history'
        loop
          execute format('alter table %I add column expansion text not null default %L', each, 'x');
          commit;
        end loop;
      end $$;
      create table expansion (id bigint primary key);
      """;

  private NewerWar() {}

  static Path write(Path target) {
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.copy(Server.WAR, target, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem war = FileSystems.newFileSystem(target)) {
        Files.writeString(war.getPath(MIGRATION), EXPANSION);
        Files.writeString(war.getPath(MIGRATION + ".conf"), "executeInTransaction=false");
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

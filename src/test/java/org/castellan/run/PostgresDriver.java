package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The database driver that is in the WAR, taken out of it for a server's own DataSources. */
final class PostgresDriver {

  private static final String ENTRY = "WEB-INF/lib/postgresql-[0-9.]+\\.jar";

  private PostgresDriver() {}

  static Path copyTo(Path jar) throws IOException {
    try (var war = new ZipFile(Server.WAR.toFile())) {
      ZipEntry driver =
          war.stream().filter(each -> each.getName().matches(ENTRY)).findFirst().orElseThrow();
      return Files.write(jar, war.getInputStream(driver).readAllBytes());
    }
  }
}

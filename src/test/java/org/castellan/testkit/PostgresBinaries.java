package org.castellan.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Which binaries an embedded PostgreSQL is made of: of the version that the system property {@code
 * postgres.version} names, as {@code mvn -Ppostgres-versions} lays them out, else those on the
 * class path.
 */
public final class PostgresBinaries {

  private PostgresBinaries() {}

  /** Of a server that runs these binaries. */
  public static EmbeddedPostgres.Builder builder() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    version()
        .map(version -> Path.of("target", "postgres", version + ".jar"))
        .ifPresent(jar -> builder.setPgBinaryResolver((system, machine) -> archive(jar)));
    return builder;
  }

  /** As the binaries count: {@code 17.6.0} is PostgreSQL 17.6. */
  static Optional<String> version() {
    return Optional.ofNullable(System.getProperty("postgres.version"));
  }

  /** Such a jar has one archive, which is that of its platform. */
  private static InputStream archive(Path jar) throws IOException {
    var file = new JarFile(jar.toFile());
    JarEntry entry =
        file.stream().filter(each -> each.getName().endsWith(".txz")).findFirst().orElseThrow();
    return new FilterInputStream(file.getInputStream(entry)) {
      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}

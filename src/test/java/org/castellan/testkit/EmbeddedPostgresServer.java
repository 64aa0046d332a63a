package org.castellan.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** From the binaries that Maven brings, as a process of this machine. */
record EmbeddedPostgresServer(EmbeddedPostgres server) implements PostgresServer {

  static EmbeddedPostgresServer start() {
    try {
      return new EmbeddedPostgresServer(
          PostgresBinaries.builder()
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public String origin() {
    return "embedded";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.castellan.testkit;

/** A PostgreSQL on 127.0.0.1 whose user {@code postgres} needs no password. Thread-safe. */
interface PostgresServer extends AutoCloseable {

  /** As many as the tests of one JVM may take at once. */
  int MAX_CONNECTIONS = 300;

  int port();

  /** Where it comes from, for people. */
  String origin();

  /** For JDBC, with the user in it. */
  default String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port(), database);
  }

  @Override
  void close();
}

package org.castellan.runtime.container;

/** Connections that hold advisory locks. Made by the server. */
public final class LockXaDataSource extends PostgresXaDataSource {

  public LockXaDataSource() {
    super(" lock");
  }
}

package org.castellan.runtime.container;

/** Connections for requests and for the checkers' work. Made by the server. */
public final class WorkXaDataSource extends PostgresXaDataSource {

  public WorkXaDataSource() {
    super("");
  }
}

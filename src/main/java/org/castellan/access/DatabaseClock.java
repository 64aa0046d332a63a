package org.castellan.access;

import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** The one clock that all replicas share; each look at it is a query. */
record DatabaseClock(Jdbi jdbi) implements InstantSource {

  @Override
  public Instant instant() {
    return jdbi.withHandle(handle -> handle.createQuery("select now()").mapTo(Instant.class).one());
  }
}

package org.castellan.cluster;

import java.time.Instant;

/** When in a tick a fault strikes. */
interface Moment {

  boolean reached(Cluster cluster, Instant tick);

  /** A replica has the tick and nothing is validated. */
  static Moment begun() {
    return (cluster, tick) -> cluster.database().row(tick).state().equals("RUNNING");
  }

  /** So many validations are recorded. */
  static Moment validated(int number) {
    return (cluster, tick) -> cluster.database().validatedSince(tick) >= number;
  }

  /** The tick is over. */
  static Moment finished() {
    return (cluster, tick) -> cluster.database().hasFinished(tick);
  }
}

package org.castellan.schedule;

import java.time.Duration;
import java.util.Set;

/** One replica's turn at a tick, under the lease. Thread-safe. */
public interface Run {

  Tick tick();

  /** Every write of the run carries it. */
  Fence fence();

  /** This replica's id. */
  String node();

  /** Whether the lease is lost, the cap is reached or the replica is stopping. */
  boolean mustStop();

  /** The time until the cap or the next instant, whichever comes first; zero when past. */
  Duration remaining();

  /** The replicas that declined this tick before, see {@link Job.Result.Declined}. */
  Set<String> declinedBy();

  /** Whether another replica has been seen lately, one that could take over. */
  boolean hasPeers();

  /** What the runs of this tick before this one told last; none if this is the first. */
  Counts before();

  /** Tells the ledger how far the run is; may be called often, is written at most once a second. */
  void progress(Counts counts);
}

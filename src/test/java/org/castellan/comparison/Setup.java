package org.castellan.comparison;

import java.time.Duration;
import java.time.Instant;

/**
 * Of one replica.
 *
 * @param node its name
 * @param job the job's name, the same on all replicas
 * @param url of the database
 * @param first when the job is due first, the same on all replicas
 * @param shift how much later than it is due the replica's own timers fire
 */
record Setup(
    String node, String job, String url, Times times, Instant first, Duration shift, Work work) {

  Setup every(Duration interval) {
    return new Setup(node, job, url, times.every(interval), first, shift, work);
  }
}

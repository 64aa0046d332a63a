package org.castellan.web.stream;

import java.time.Duration;

/**
 * The bounds of the stream on one replica.
 *
 * @param readers how many there may be; the executor that writes to them needs as many threads
 * @param readersPerOrganization how many of them may be of one organization, or the administrator's
 * @param look how often the database is asked, for all of them together
 * @param heartbeat how long nothing may be written to a reader
 * @param patience how long one write may take before the reader is cut off
 * @param life after which a reader has to come again, so that a revoked token's stream ends
 */
public record StreamLimits(
    int readers,
    int readersPerOrganization,
    Duration look,
    Duration heartbeat,
    Duration patience,
    Duration life) {

  /** One thread each at worst. */
  public static final int READERS = 64;

  public static final StreamLimits DEFAULTS =
      new StreamLimits(
          READERS,
          8,
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15));
}

package org.castellan.artifact;

import java.time.Duration;
import org.castellan.storage.Deadline;

/** How long a transfer may take. */
final class Transfers {
  private static final Duration TO_BEGIN = Duration.ofMinutes(1);
  private static final long LEAST_BYTES_PER_SECOND = 128 * 1024;

  private Transfers() {}

  /**
   * So slow a transfer is given up.
   *
   * @param size in bytes
   */
  static Deadline deadline(long size) {
    return Deadline.in(TO_BEGIN.plusSeconds(size / LEAST_BYTES_PER_SECOND));
  }
}

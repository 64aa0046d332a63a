package org.castellan.backend;

import java.time.Duration;

/**
 * How long and how many stores may idle.
 *
 * @param most at least 1
 */
public record Idling(Duration time, int most) {

  /** Short enough that a tick's stores are gone well before the next one's are opened. */
  public static final Idling DEFAULTS = new Idling(Duration.ofMinutes(5), 200);
}

package org.castellan.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened, for those who watch.
 *
 * @param number its place in the stream; no event that becomes visible later has a lower one
 * @param at when it was written, on the database's clock
 * @param organizationId whose backend or artifact it is about; empty for ticks and replicas
 * @param detail a JSON object, without secrets
 */
public record Event(
    long number, Instant at, Kind kind, Optional<UUID> organizationId, String detail) {

  /** What it is about. */
  public enum Kind {
    /** A tick was asked for, begun, taken over or ended. */
    TICK,
    /** A replica was seen first, or is gone. */
    NODE,
    /** A backend became {@code OK} or {@code INVALID}. */
    BACKEND_STATUS,
    /** A copy of an artifact became damaged or sound. */
    ARTIFACT_STATUS
  }
}

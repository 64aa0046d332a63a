package org.castellan.webhook;

import java.util.Locale;

/** What an event is about. */
public enum Topic {
  /** A copy of an artifact became damaged or sound. */
  ARTIFACT_STATUS,
  /** Somebody changed something, or tried to. */
  AUDIT,
  /** A backend became {@code OK} or {@code INVALID}. */
  BACKEND_STATUS,
  /** A replica was seen first, or is gone. */
  NODE,
  /** A tick was asked for, begun, taken over or ended. */
  TICK;

  /** Its name in settings and events. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

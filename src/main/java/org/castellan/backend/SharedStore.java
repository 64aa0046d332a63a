package org.castellan.backend;

import org.jspecify.annotations.Nullable;

/**
 * A store and how many use it. Immutable: each change is a new value over the same opening.
 *
 * @param revision the latest of the backend with which it was asked for
 * @param outdated whether newer credentials are in use: it goes with its last user
 */
record SharedStore(Opening opening, long revision, int users, boolean outdated) {

  SharedStore(Opening opening, long revision) {
    this(opening, revision, 1, false);
  }

  SharedStore joined(long seen) {
    return new SharedStore(opening, Math.max(revision, seen), users + 1, outdated);
  }

  /** One user less; null when that was the last one and it is not to be kept. */
  @Nullable SharedStore left(boolean keep) {
    boolean stays = users > 1 || (keep && !outdated && !opening.failed());
    return stays ? new SharedStore(opening, revision, users - 1, outdated) : null;
  }

  /** Null when nobody uses it. */
  @Nullable SharedStore outdate() {
    return users == 0 ? null : new SharedStore(opening, revision, users, true);
  }

  boolean idle() {
    return users == 0;
  }
}

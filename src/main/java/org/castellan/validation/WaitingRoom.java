package org.castellan.validation;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Bounds how many requests wait, over all and for each organization, so that the others always find
 * a thread. Thread-safe.
 */
final class WaitingRoom {

  private final int places;
  private final int placesPerOrganization;
  private final Map<UUID, Integer> waiting = new HashMap<>();
  private int taken;

  WaitingRoom(ValidationSettings settings) {
    this.places = settings.maxWaiting();
    this.placesPerOrganization = settings.maxWaitingPerOrganization();
  }

  /** Whether there was a place; who has one gives it back with {@link #leave}. */
  synchronized boolean enter(UUID organizationId) {
    int ours = waiting.getOrDefault(organizationId, 0);
    if (taken == places || ours == placesPerOrganization) {
      return false;
    }
    taken++;
    waiting.put(organizationId, ours + 1);
    return true;
  }

  synchronized void leave(UUID organizationId) {
    taken--;
    waiting.computeIfPresent(organizationId, (id, ours) -> ours == 1 ? null : ours - 1);
  }

  synchronized int taken() {
    return taken;
  }
}

package org.castellan.backend;

import java.util.Optional;
import java.util.UUID;

/**
 * Which of an organization's live backends is the default and which the fallback, and the rules by
 * which they move. One backend never holds both.
 */
record Seats(Optional<UUID> defaultId, Optional<UUID> fallbackId, Optional<UUID> builtInId) {

  boolean isDefault(UUID id) {
    return defaultId.filter(id::equals).isPresent();
  }

  boolean isFallback(UUID id) {
    return fallbackId.filter(id::equals).isPresent();
  }

  /** Takes the default from whoever has it; who was fallback is no longer. */
  Seats takeDefault(UUID id) {
    return new Seats(Optional.of(id), fallbackId.filter(it -> !it.equals(id)), builtInId);
  }

  /**
   * Takes the fallback from whoever has it. The default that becomes fallback leaves its seat to a
   * successor first, and so may swap with the former fallback.
   */
  Seats takeFallback(UUID id) {
    return new Seats(leaveDefault(id).defaultId, Optional.of(id), builtInId);
  }

  /**
   * Leaves the default to the fallback, else to the built-in backend, never to itself: a built-in
   * default without a fallback leaves the organization without a default.
   */
  Seats leaveDefault(UUID id) {
    if (!isDefault(id)) {
      return this;
    }
    if (fallbackId.isPresent()) {
      return new Seats(fallbackId, Optional.empty(), builtInId);
    }
    return new Seats(builtInId.filter(it -> !it.equals(id)), Optional.empty(), builtInId);
  }

  Seats leaveFallback(UUID id) {
    return new Seats(defaultId, fallbackId.filter(it -> !it.equals(id)), builtInId);
  }

  /** What a request asks for; it leaves seats before it takes one. */
  Seats apply(UUID id, Optional<Boolean> isDefault, Optional<Boolean> isFallback) {
    Seats seats = this;
    if (isDefault.filter(it -> !it).isPresent()) {
      seats = seats.leaveDefault(id);
    }
    if (isFallback.filter(it -> !it).isPresent()) {
      seats = seats.leaveFallback(id);
    }
    if (isDefault.orElse(false)) {
      seats = seats.takeDefault(id);
    }
    return isFallback.orElse(false) ? seats.takeFallback(id) : seats;
  }
}

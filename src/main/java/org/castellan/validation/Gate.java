package org.castellan.validation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.castellan.backend.CasBackend;
import org.castellan.storage.Deadline;

/**
 * Decides where an upload goes. Waits, in the caller's thread and without a database connection,
 * one validation timeout at most, and only if few others do; else decides on what is known, for
 * which a backend that is merely stale is as good as its last status. Thread-safe.
 */
public final class Gate {

  private final Lookout lookout;
  private final Revalidation revalidation;
  private final WaitingRoom waitingRoom;
  private final ValidationSettings settings;

  public Gate(Revalidation revalidation, ValidationSettings settings) {
    this.lookout = revalidation.lookout();
    this.revalidation = revalidation;
    this.waitingRoom = new WaitingRoom(settings);
    this.settings = settings;
  }

  /** The default if it works, else the fallback if that does; both held to the same window. */
  public GateDecision decide(UUID organizationId) {
    List<Sighting> serving = lookout.serving(organizationId);
    Optional<Sighting> found = serving.stream().filter(its(CasBackend::isDefault)).findFirst();
    if (found.isEmpty()) {
      return new GateDecision.NoDefault();
    }
    Deadline deadline = Deadline.in(settings.timeout());
    Sighting known = brought(found.get(), deadline);
    if (known.ok()) {
      return new GateDecision.Use(known.backend());
    }
    return serving.stream()
        .filter(its(CasBackend::isFallback))
        .map(fallback -> brought(fallback, deadline))
        .filter(Sighting::ok)
        .findFirst()
        .<GateDecision>map(fallback -> new GateDecision.Use(fallback.backend()))
        .orElseGet(() -> new GateDecision.NoneValid(known.backend()));
  }

  /** How many requests are waiting on this replica. */
  public int waiting() {
    return waitingRoom.taken();
  }

  private static Predicate<Sighting> its(Predicate<CasBackend> property) {
    return sighting -> property.test(sighting.backend());
  }

  /** Brings a sighting up to date if that is due and possible. */
  private Sighting brought(Sighting sighting, Deadline deadline) {
    UUID organization = sighting.backend().organizationId();
    if (!sighting.due() || deadline.expired() || !waitingRoom.enter(organization)) {
      return sighting;
    }
    try {
      return newer(sighting, deadline);
    } finally {
      waitingRoom.leave(organization);
    }
  }

  private Sighting newer(Sighting sighting, Deadline deadline) {
    CompletableFuture<Optional<Sighting>> flight =
        revalidation.ensureFresh(sighting.backend().id());
    try {
      return flight.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS).orElse(sighting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return sighting;
    } catch (TimeoutException | ExecutionException e) {
      // The flight logs its failure; the request is decided on what is known.
      return sighting;
    }
  }
}

package org.castellan.validation;

import java.time.Duration;
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
    long begun = System.nanoTime();
    GateDecision decision = decided(organizationId);
    revalidation.listener().decided(decision, Duration.ofNanos(System.nanoTime() - begun));
    return decision;
  }

  private GateDecision decided(UUID organizationId) {
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

  /**
   * A transfer to the backend failed though it passes for valid: it is validated at once, whatever
   * is known of it, once however many transfers fail. Waits for that as {@link #decide} does, so
   * that whoever comes next is decided on what was found.
   */
  public void doubt(CasBackend backend) {
    UUID organization = backend.organizationId();
    CompletableFuture<Optional<Sighting>> flight = revalidation.validateDoubted(backend.id());
    if (!waitingRoom.enter(organization)) {
      return;
    }
    try {
      var unused = landed(flight, Deadline.in(settings.timeout()));
    } finally {
      waitingRoom.leave(organization);
    }
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
    if (!sighting.due() || deadline.expired()) {
      return sighting;
    }
    if (!waitingRoom.enter(organization)) {
      revalidation.listener().turnedAway();
      return sighting;
    }
    long since = System.nanoTime();
    try {
      return newer(sighting, deadline);
    } finally {
      revalidation.listener().waited(Duration.ofNanos(System.nanoTime() - since));
      waitingRoom.leave(organization);
    }
  }

  private Sighting newer(Sighting sighting, Deadline deadline) {
    return landed(revalidation.ensureFresh(sighting.backend().id()), deadline).orElse(sighting);
  }

  /** Empty when it does not land in time, or well: then the request is decided on what is known. */
  private static Optional<Sighting> landed(
      CompletableFuture<Optional<Sighting>> flight, Deadline deadline) {
    try {
      return flight.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (TimeoutException | ExecutionException e) {
      // The flight logs its failure.
      return Optional.empty();
    }
  }
}

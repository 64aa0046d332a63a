package org.castellan.artifact;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Optional;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.StoreLease;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageException;

/** Removes objects that no record needs from their providers. Thread-safe. */
final class Remover {

  /** How one attempt ended. */
  enum Outcome {
    /** The object is gone, or a record needs it. */
    SETTLED,
    NOT_NOW,
    FAILED
  }

  private static final System.Logger LOG = System.getLogger(Remover.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Removals removals;
  private final Backends backends;
  private final OpenStores stores;

  Remover(Removals removals, Backends backends, OpenStores stores) {
    this.removals = removals;
    this.backends = backends;
    this.stores = stores;
  }

  /** Takes some 10 s at most. Never throws for what the provider does. */
  Outcome remove(Copy copy) {
    return attempt(copy, removals.claim(copy));
  }

  /** The same for the object of a copy that is on record as damaged, and stays there. */
  Outcome clear(Copy copy) {
    return attempt(copy, removals.claimDamaged(copy));
  }

  private Outcome attempt(Copy copy, Removals.Claim claim) {
    if (claim instanceof Removals.Claim.Taken taken) {
      return attempt(copy, taken.attempt());
    }
    return claim instanceof Removals.Claim.Settled ? Outcome.SETTLED : Outcome.NOT_NOW;
  }

  private Outcome attempt(Copy copy, int attempt) {
    Optional<ErrorClass> error = error(copy);
    if (error.isEmpty()) {
      removals.done(copy, attempt);
      return Outcome.SETTLED;
    }
    LOG.log(DEBUG, () -> "backend %s: an object stays, %s".formatted(copy.backendId(), error));
    removals.failed(copy, attempt, error.get());
    return Outcome.FAILED;
  }

  /** Why the object could not be removed. Where there is no bucket there is no object. */
  private Optional<ErrorClass> error(Copy copy) {
    CasBackend backend = backends.find(copy.backendId()).orElseThrow();
    try (StoreLease lease = stores.lease(backend)) {
      lease.store().discard(copy.key(), Deadline.in(TIMEOUT));
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(e.failure().errorClass()).filter(it -> it != ErrorClass.NOT_FOUND);
    } catch (RuntimeException e) {
      // Its text may be the provider's, so only its kind is told.
      LOG.log(WARNING, () -> "an object could not be removed: " + e.getClass().getName());
      return Optional.of(ErrorClass.PROVIDER_ERROR);
    }
  }
}

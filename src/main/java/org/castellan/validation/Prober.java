package org.castellan.validation;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.UUID;
import org.castellan.backend.CasBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.StoreLease;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProbeResult.Broken;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.jdbi.v3.core.JdbiException;

/** Probes a location with credentials, within one deadline. Thread-safe. */
final class Prober {

  private static final System.Logger LOG = System.getLogger(Prober.class.getName());

  /** Far longer than any probe lives, whatever the clocks of replica and provider say. */
  private static final Duration LEFTOVER = Duration.ofHours(1);

  private static final StorageFailure DEFECT =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR,
          "The probe ended unexpectedly.",
          "Ask the administrator to look for it in the log.",
          /* retryable= */ false);

  private final OpenStores stores;
  private final Duration timeout;
  private final Activity activity;

  Prober(OpenStores stores, ValidationSettings settings, Activity activity) {
    this.stores = stores;
    this.timeout = settings.timeout();
    this.activity = activity;
  }

  /**
   * Probes a registered backend through its open store. Never throws for what the provider does.
   *
   * @throws JdbiException when the credentials could not be read, which says nothing of the backend
   */
  Finding probe(CasBackend backend) {
    return activity.counted(() -> probeOpen(backend));
  }

  private Finding probeOpen(CasBackend backend) {
    Deadline deadline = Deadline.in(timeout);
    try (StoreLease lease = stores.lease(backend)) {
      return probe(lease.store(), deadline);
    } catch (JdbiException e) {
      throw e;
    } catch (RuntimeException e) {
      return notProbed(backend.provider(), e);
    }
  }

  /** Probes what is not registered yet. Never throws for what the provider does. */
  Finding probe(String provider, String location, ProviderCredentials credentials) {
    return activity.counted(() -> probeApart(provider, location, credentials));
  }

  private Finding probeApart(String provider, String location, ProviderCredentials credentials) {
    Deadline deadline = Deadline.in(timeout);
    try (BlobStore store = stores.openApart(provider, location, credentials)) {
      return probe(store, deadline);
    } catch (RuntimeException e) {
      return notProbed(provider, e);
    }
  }

  /** Removes what killed probes left in a backend. Harmless when that fails. */
  void reap(CasBackend backend) {
    try (StoreLease lease = stores.lease(backend)) {
      int gone = lease.store().reap(LEFTOVER, Deadline.in(timeout));
      LOG.log(DEBUG, () -> "backend %s: %d leftovers removed".formatted(backend.id(), gone));
    } catch (RuntimeException e) {
      LOG.log(DEBUG, () -> "backend %s: leftovers stay, %s".formatted(backend.id(), e.getClass()));
    }
  }

  private static Finding notProbed(String provider, RuntimeException e) {
    if (e instanceof StorageException known) {
      return notProbed(known.failure());
    }
    // Its text may be the provider's, so only its kind is told.
    LOG.log(WARNING, () -> provider + ": a probe ended with " + e.getClass().getName());
    return notProbed(DEFECT);
  }

  private static Finding notProbed(StorageFailure failure) {
    return new Finding(new Broken(failure, Duration.ZERO), 0);
  }

  private static Finding probe(BlobStore store, Deadline deadline) {
    ProbeResult first = store.probe(token(), deadline);
    if (first instanceof Broken broken && worthRetrying(broken, deadline)) {
      return new Finding(store.probe(token(), deadline), 1);
    }
    return new Finding(first, 0);
  }

  /** Who is asked to slow down does not ask again at once. */
  private static boolean worthRetrying(Broken broken, Deadline deadline) {
    return broken.failure().retryable()
        && broken.failure().errorClass() != ErrorClass.RATE_LIMITED
        && !deadline.expired()
        && !Thread.currentThread().isInterrupted();
  }

  private static String token() {
    return UUID.randomUUID().toString();
  }
}

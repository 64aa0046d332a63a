package org.castellan.validation;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.UUID;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.ProbeResult.Broken;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** Probes a location with credentials, within one deadline. Thread-safe. */
final class Prober {

  private static final System.Logger LOG = System.getLogger(Prober.class.getName());

  private static final StorageFailure NO_SUCH_PROVIDER =
      new StorageFailure(
          ErrorClass.MISCONFIGURED,
          "This installation has no provider of the backend's kind.",
          "Ask the administrator to install the provider, or register the backend anew.",
          /* retryable= */ false);

  private static final StorageFailure DEFECT =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR,
          "The probe ended unexpectedly.",
          "Ask the administrator to look for it in the log.",
          /* retryable= */ false);

  private final Providers providers;
  private final Duration timeout;

  Prober(Providers providers, ValidationSettings settings) {
    this.providers = providers;
    this.timeout = settings.timeout();
  }

  /** Never throws for what the provider does. */
  Finding probe(String provider, String location, ProviderCredentials credentials) {
    return providers
        .find(provider)
        .map(found -> probe(found, location, credentials))
        .orElseGet(() -> notProbed(NO_SUCH_PROVIDER));
  }

  /** What is known without a call. */
  static Finding notProbed(StorageFailure failure) {
    return new Finding(new Broken(failure, Duration.ZERO), 0);
  }

  private Finding probe(Provider provider, String location, ProviderCredentials credentials) {
    Deadline deadline = Deadline.in(timeout);
    try (BlobStore store = provider.open(location, credentials)) {
      return probe(store, deadline);
    } catch (StorageException e) {
      return notProbed(e.failure());
    } catch (RuntimeException e) {
      // Its text may be the provider's, so only its kind is told.
      LOG.log(WARNING, () -> provider.id() + ": a probe ended with " + e.getClass().getName());
      return notProbed(DEFECT);
    }
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

package org.castellan.artifact;

import java.time.Duration;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Provider;
import org.castellan.storage.Providers;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** Opens the storage behind a backend for a transfer. Thread-safe. */
final class Stores {
  private static final Duration TO_BEGIN = Duration.ofMinutes(1);
  private static final long LEAST_BYTES_PER_SECOND = 128 * 1024;

  private final Providers providers;
  private final Backends backends;

  Stores(Providers providers, Backends backends) {
    this.providers = providers;
    this.backends = backends;
  }

  /** Opens one connection; the caller closes it. */
  BlobStore open(CasBackend backend) {
    Provider provider =
        providers.find(backend.provider()).orElseThrow(() -> unknown(backend.provider()));
    return provider.open(backend.location(), backends.credentialsOf(backend));
  }

  /** So slow a transfer is given up. */
  static Deadline deadline(long size) {
    return Deadline.in(TO_BEGIN.plusSeconds(size / LEAST_BYTES_PER_SECOND));
  }

  private static StorageException unknown(String provider) {
    return new StorageException(
        new StorageFailure(
            ErrorClass.MISCONFIGURED,
            "This installation has no provider " + provider + ".",
            "Ask the administrator which version of Castellan runs.",
            false));
  }
}

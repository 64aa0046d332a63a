package org.castellan.backend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.castellan.storage.BlobStore;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The stores of backends that are open on this replica: one for each backend and version of its
 * credentials, shared by whoever probes it or transfers through it. Credentials are decrypted when
 * a store is opened and at no other time. What nobody uses is closed after a while, sooner when too
 * many idle (those used least first), and at once when newer credentials are in use. Thread-safe;
 * opening one store makes nobody wait who wants another.
 */
public final class OpenStores implements AutoCloseable {

  private final Providers providers;
  private final Backends backends;
  private final ScheduledExecutorService executor;
  private final Cache<StoreKey, SharedStore> stores;
  private volatile boolean closed;

  /**
   * @param executor closes what has idled long enough; may be shared
   */
  public OpenStores(
      Providers providers, Backends backends, Idling idling, ScheduledExecutorService executor) {
    this(providers, backends, idling, executor, System::nanoTime);
  }

  OpenStores(
      Providers providers,
      Backends backends,
      Idling idling,
      ScheduledExecutorService executor,
      LongSupplier nanoTime) {
    this.providers = providers;
    this.backends = backends;
    this.executor = executor;
    this.stores = StoreCache.of(idling, executor, nanoTime, this::removed);
  }

  /**
   * Opens the backend's store, or joins those who use it. A failure to open it is not remembered.
   *
   * @throws StorageException {@code CREDENTIALS_UNREADABLE}, or {@code MISCONFIGURED} when this
   *     installation has no such provider
   */
  public StoreLease lease(CasBackend backend) {
    StoreKey key = StoreKey.of(backend);
    var fresh = new Opening(() -> open(backend));
    Opening opening = join(key, backend.revision(), fresh);
    if (opening == fresh) {
      settleVersions(key, backend.revision());
    }
    try {
      return new StoreLease(opening.store(), () -> leave(key, opening));
    } catch (RuntimeException e) {
      leave(key, opening);
      throw e;
    }
  }

  /**
   * Opens a store of the caller's own, for what is not registered yet.
   *
   * @throws StorageException {@code MISCONFIGURED} when this installation has no such provider
   */
  public BlobStore openApart(String provider, String location, ProviderCredentials credentials) {
    return providers.require(provider).open(location, credentials);
  }

  /** How many are open now, in use or idle. */
  public int count() {
    stores.cleanUp();
    return stores.asMap().size();
  }

  private BlobStore open(CasBackend backend) {
    return openApart(backend.provider(), backend.location(), backends.credentialsOf(backend));
  }

  private Opening join(StoreKey key, long revision, Opening fresh) {
    return stores
        .asMap()
        .compute(
            key,
            (same, present) ->
                present == null || present.opening().failed()
                    ? new SharedStore(fresh, revision)
                    : present.joined(revision))
        .opening();
  }

  private void leave(StoreKey key, Opening opening) {
    stores
        .asMap()
        .computeIfPresent(
            key, (same, present) -> present.opening() == opening ? present.left(!closed) : present);
  }

  /** Of a backend's versions, all but the latest go as soon as nobody uses them. */
  private void settleVersions(StoreKey opened, long revision) {
    for (StoreKey other : stores.asMap().keySet()) {
      if (other.sameBackend(opened) && !other.equals(opened)) {
        SharedStore present = stores.policy().getIfPresentQuietly(other);
        boolean older = present == null || present.revision() < revision;
        stores.asMap().computeIfPresent(older ? other : opened, (same, store) -> store.outdate());
      }
    }
  }

  private void removed(@Nullable StoreKey key, @Nullable SharedStore store, RemovalCause cause) {
    if (store == null || cause == RemovalCause.REPLACED) {
      return;
    }
    if (closed) {
      store.opening().close();
      return;
    }
    try {
      executor.execute(store.opening()::close);
    } catch (RejectedExecutionException e) {
      store.opening().close();
    }
  }

  /** Closes what idles; what is in use is closed when it is given back. */
  @Override
  public void close() {
    closed = true;
    stores
        .asMap()
        .keySet()
        .forEach(
            key ->
                stores.asMap().computeIfPresent(key, (same, store) -> store.idle() ? null : store));
  }
}

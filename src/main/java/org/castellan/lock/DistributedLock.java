package org.castellan.lock;

import java.util.Optional;

/** A lock that at most one holder in the whole cluster has. Thread-safe. */
public interface DistributedLock {

  /**
   * Takes the lock if it is free, without waiting for it.
   *
   * @return the lease, or empty when somebody holds the lock, another thread of this process
   *     included
   * @throws LockException when the database could not be asked within the acquire timeout
   * @throws IllegalStateException when called inside a JTA transaction
   */
  Optional<Lease> tryAcquire(LockKey key);
}

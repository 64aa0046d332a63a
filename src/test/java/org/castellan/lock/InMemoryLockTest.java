package org.castellan.lock;

/** The lock for other packages' tests keeps the contract too. */
class InMemoryLockTest extends DistributedLockContract {

  private final InMemoryLock cluster = new InMemoryLock();

  @Override
  protected DistributedLock lock() {
    return cluster;
  }

  @Override
  protected DistributedLock peer() {
    return cluster;
  }

  @Override
  protected void lose(Lease lease) {
    cluster.lose(lease.key());
  }
}

package org.castellan.runtime.management;

import java.time.Duration;
import org.castellan.lock.LockKey;
import org.jspecify.annotations.Nullable;

/** One checker's lease in the console. Thread-safe. */
record LeaseBean(String scope, LockKey key, Duration ttl, LeaseHistory history)
    implements LeaseMXBean {

  @Override
  public String getScope() {
    return scope;
  }

  @Override
  public String getLockName() {
    return key.name();
  }

  @Override
  public String getTtl() {
    return ttl.toString();
  }

  @Override
  public boolean isHeld() {
    return history.held().isPresent();
  }

  @Override
  public @Nullable String getHeldSince() {
    return history.held().map(holding -> holding.since().toString()).orElse(null);
  }

  @Override
  public @Nullable Integer getSessionPid() {
    return history.held().map(holding -> holding.lease().sessionPid()).orElse(null);
  }

  @Override
  public long getDeadlineLeftMillis() {
    return history.held().map(holding -> holding.lease().remaining().toMillis()).orElse(0L);
  }

  @Override
  public long getTaken() {
    return history.taken();
  }

  @Override
  public long getLost() {
    return history.lost();
  }
}

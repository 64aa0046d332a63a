package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The locks of a whole cluster in memory: replicas in one JVM share one. A lease lives until it is
 * closed or the test says that it is lost.
 */
public final class InMemoryLock implements DistributedLock {

  private static final Logger LOG = System.getLogger(InMemoryLock.class.getName());

  private final Map<LockKey, MemoryLease> holders = new HashMap<>();
  private int sessions;
  private volatile boolean heldBack;

  @Override
  public synchronized Optional<Lease> tryAcquire(LockKey key) {
    if (holders.containsKey(key)) {
      return Optional.empty();
    }
    var lease = new MemoryLease(key, ++sessions);
    holders.put(key, lease);
    return Optional.of(lease);
  }

  /** Leases count as lost while that is so, as while nobody looks after them. */
  public void holdBack(boolean now) {
    heldBack = now;
  }

  /** The holder of {@code key}, if there is one, loses it: another can take it at once. */
  public void lose(LockKey key) {
    MemoryLease lease;
    synchronized (this) {
      lease = holders.get(key);
    }
    if (lease != null) {
      lease.lose();
    }
  }

  private enum State {
    HELD,
    LOST,
    CLOSED
  }

  private final class MemoryLease implements Lease {
    private final LockKey key;
    private final int pid;
    private final List<Runnable> whenLost = new ArrayList<>();
    private State state = State.HELD;

    private MemoryLease(LockKey key, int pid) {
      this.key = key;
      this.pid = pid;
    }

    @Override
    public LockKey key() {
      return key;
    }

    @Override
    public int sessionPid() {
      return pid;
    }

    @Override
    public synchronized boolean isLost() {
      return state != State.HELD || heldBack;
    }

    @Override
    public Duration remaining() {
      return isLost() ? Duration.ZERO : Duration.ofMinutes(1);
    }

    @Override
    public void onLost(Runnable action) {
      synchronized (this) {
        if (state == State.HELD) {
          whenLost.add(action);
        }
        if (state != State.LOST) {
          return;
        }
      }
      action.run();
    }

    @Override
    public void close() {
      end(State.CLOSED);
    }

    private void lose() {
      if (end(State.LOST)) {
        whenLost.forEach(this::attempt);
      }
    }

    private void attempt(Runnable action) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "An action on the loss of a lock failed", e);
      }
    }

    private boolean end(State how) {
      synchronized (this) {
        if (state != State.HELD) {
          return false;
        }
        state = how;
      }
      synchronized (InMemoryLock.this) {
        holders.remove(key, this);
      }
      return true;
    }
  }
}

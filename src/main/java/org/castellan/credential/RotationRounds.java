package org.castellan.credential;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Has this replica tell its keys and take part in rotations to its primary key, now and again and
 * when asked. Thread-safe.
 */
public final class RotationRounds {

  private static final System.Logger LOG = System.getLogger(RotationRounds.class.getName());
  private static final int MOST = 100;
  private static final Duration TOLD_FOR = Duration.ofHours(1);

  private final Reencryption reencryption;
  private final KeyReports reports;
  private final Set<KeyName> keys;
  private final ScheduledExecutorService executor;
  private final Duration every;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Optional<Long> toldAt = Optional.empty();
  private volatile boolean stopped;
  private @Nullable Future<?> looking;

  /**
   * @param node this replica's id
   * @param every how often it looks
   */
  public RotationRounds(
      Jdbi jdbi,
      CredentialVault vault,
      Keyring keyring,
      AuditLog audit,
      String node,
      ScheduledExecutorService executor,
      Duration every) {
    this.reencryption = new Reencryption(jdbi, vault, keyring.primary(), audit, MOST);
    this.reports = new KeyReports(jdbi, node);
    this.keys = keyring.keys();
    this.executor = executor;
    this.every = every;
  }

  /** Tells the keys before it returns; once started, starting again does nothing. */
  public synchronized void start() {
    if (looking == null) {
      tell();
      long millis = every.toMillis();
      looking = executor.scheduleWithFixedDelay(this::round, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Has this replica look now, if it can; other replicas look when their time comes. */
  public void poke() {
    try {
      executor.execute(this::round);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "a rotation waits for the next round: {0}", e.getMessage());
    }
  }

  /** What is under way ends with its step. */
  public void stop() {
    stopped = true;
    unschedule();
  }

  private synchronized void unschedule() {
    Optional.ofNullable(looking).ifPresent(task -> task.cancel(false));
  }

  /** One at a time. An exception would end the schedule. */
  private void round() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      if (toldAt.filter(at -> System.nanoTime() - at < TOLD_FOR.toNanos()).isEmpty()) {
        tell();
      }
      while (!stopped && reencryption.step()) {
        // There may be more.
      }
    } catch (RuntimeException e) {
      // Without the cause: a database's message may quote what it was given.
      LOG.log(Level.WARNING, "credentials could not be re-encrypted: {0}", e.getClass().getName());
    } finally {
      busy.set(false);
    }
  }

  private void tell() {
    reports.tell(keys);
    toldAt = Optional.of(System.nanoTime());
  }
}

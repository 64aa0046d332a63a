package org.castellan.artifact;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Which versions of objects were read whole and found right. No download waits until that is on
 * record: it is written soon, for many at once, and known on this replica meanwhile. What is lost
 * on the way is read and hashed once more when a part is wanted. Thread-safe.
 */
final class Verifications {

  /** After which what was found is written. */
  static final Duration SOON = Duration.ofMillis(100);

  /** So many wait at most; more come only while the database does not answer. */
  static final int MOST = 10_000;

  private static final System.Logger LOG = System.getLogger(Verifications.class.getName());

  // Always in this order, so that replicas that write the same rows don't block each other.
  private static final Comparator<Copy> ORDER =
      Comparator.comparing(Copy::organizationId)
          .thenComparing(copy -> copy.digest().hex())
          .thenComparing(Copy::backendId);

  // Written when there is news, which is not at every download.
  private static final String VERIFIED =
      """
      update artifact set verified_version = :version, verified_at = now()
       where damage is null
         and (verified_version is distinct from :version
           or verified_at < now() - interval '1 hour')
         and %s
      """
          .formatted(Copy.THIS);

  private final Jdbi jdbi;
  private final ScheduledExecutorService executor;
  private final Map<Copy, String> found = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong(System.nanoTime() - SOON.toNanos() - 1);

  Verifications(Jdbi jdbi, ScheduledExecutorService executor) {
    this.jdbi = jdbi;
    this.executor = executor;
  }

  /** The version of the copy's object that may be read in parts. */
  Optional<String> of(LocatedCopy copy) {
    return Optional.ofNullable(found.get(copy.artifact().place()))
        .or(() -> copy.artifact().verifiedVersion());
  }

  /** That version was found right. Returns at once, and never throws. */
  void found(LocatedCopy copy, String version) {
    if (copy.knownAsRight(version) || found.size() >= MOST) {
      return;
    }
    found.put(copy.artifact().place(), version);
    long now = System.nanoTime();
    long last = asked.get();
    // Not once for all: a server that is suspended passes over what it was asked for.
    if (now - last > SOON.toNanos() && asked.compareAndSet(last, now)) {
      writeSoon();
    }
  }

  private void writeSoon() {
    try {
      Future<?> unused = executor.schedule(this::write, SOON.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      // A server that stops takes no more work.
      LOG.log(DEBUG, "verifications stay off the record", e);
    }
  }

  private void write() {
    SortedMap<Copy, String> news = new TreeMap<>(ORDER);
    news.putAll(found);
    try {
      jdbi.useHandle(
          handle -> {
            var batch = handle.prepareBatch(VERIFIED);
            news.forEach((copy, version) -> copy.bind(batch).bind("version", version).add());
            batch.execute();
          });
    } catch (JdbiException e) {
      LOG.log(DEBUG, "verifications could not be recorded", e);
    } finally {
      news.forEach(found::remove);
    }
  }
}

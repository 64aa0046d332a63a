package org.castellan.cluster;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.castellan.cluster.History.Strike;

/**
 * Something that breaks.
 *
 * @param name as in "kill -9"
 * @param healing when the harm is undone, as far as the cluster cannot do that itself
 * @param bound from the fault to the successor's first call
 * @param strike on the cluster and the holder of the tick
 * @param heal the same
 */
record Fault(
    String name,
    Healing healing,
    Duration bound,
    BiConsumer<Cluster, Member> strike,
    BiConsumer<Cluster, Member> heal) {

  enum Healing {
    /** The fault is over as soon as it has struck. */
    AT_ONCE,
    /** While the successor is at work: what wakes up then must change nothing. */
    WHEN_SUCCEEDED,
    /** After the tick. */
    AFTERWARDS
  }

  /** A connection that was closed is noticed at once, and the next look follows within a poll. */
  private static final Duration CLOSED = Timing.POLL;

  /** A holder that is told to end says so to its job, and gives the lock back by itself. */
  private static final Duration IN_ORDER = Timing.POLL.plusSeconds(1);

  /** A silent holder is thrown out when its lease is over. */
  private static final Duration SILENT = Timing.LEASE.plus(Timing.POLL);

  /**
   * A sick holder has had no answer for a validation's timeout when one more validation ends, and
   * the next look follows within a poll.
   */
  private static final Duration JUDGED = Timing.VALIDATION.multipliedBy(2).plus(Timing.POLL);

  private static Fault of(
      String name, Healing healing, Duration bound, BiConsumer<Cluster, Member> strike) {
    return new Fault(name, healing, bound, strike, (cluster, holder) -> {});
  }

  /** The network tells the holder and the database at once. */
  static Fault closed(String name, Consumer<Member> way) {
    return of(name, Healing.AFTERWARDS, CLOSED, (cluster, holder) -> way.accept(holder));
  }

  /** The network swallows what they say, until a successor is at work. */
  static Fault silent(String name, Consumer<Member> way) {
    return of(name, Healing.WHEN_SUCCEEDED, SILENT, (cluster, holder) -> way.accept(holder));
  }

  /** Breaks the holder of the tick. */
  void strike(Stage stage) {
    Member holder = stage.holder();
    Strike struck = stage.strike(holder, () -> strike.accept(stage.cluster(), holder));
    if (healing == Healing.WHEN_SUCCEEDED) {
      stage.awaitSuccessorOf(struck);
      heal.accept(stage.cluster(), holder);
    }
  }

  static List<Fault> all() {
    return List.of(
        kill9(),
        stop(),
        freeze(),
        freezeBeforeCommit(),
        endLockSession(),
        cutFromDatabase(),
        stallDatabase(),
        halfOpenDatabase(),
        cutFromProviders(),
        silentProviders(),
        restartPostgres(),
        crashPostgres());
  }

  /** Whether the victim lives to see that it lost the tick. */
  boolean loserTells() {
    return healing == Healing.WHEN_SUCCEEDED;
  }

  Fault healedBy(BiConsumer<Cluster, Member> way) {
    return new Fault(name, healing, bound, strike, way);
  }

  static Fault kill9() {
    return of(
        "kill -9 of the holder", Healing.AFTERWARDS, CLOSED, (cluster, holder) -> holder.kill());
  }

  /** As administrators and orchestrators end a server. */
  static Fault stop() {
    return of(
        "holder stopped in order (SIGTERM)",
        Healing.AFTERWARDS,
        IN_ORDER,
        (cluster, holder) -> holder.stop());
  }

  /** Stopped for longer than its lease; goes on while its successor works. */
  static Fault freeze() {
    return of(
            "holder frozen (SIGSTOP)",
            Healing.WHEN_SUCCEEDED,
            SILENT,
            (cluster, holder) -> holder.freeze())
        .healedBy((cluster, holder) -> holder.thaw());
  }

  /** Stopped while the database waits for it to commit what it just wrote. */
  static Fault freezeBeforeCommit() {
    return of(
            "holder frozen between a status and its commit",
            Healing.WHEN_SUCCEEDED,
            SILENT,
            (cluster, holder) -> cluster.database().duringStatusWrite(holder.id(), holder::freeze))
        .healedBy((cluster, holder) -> holder.thaw());
  }

  static Fault endLockSession() {
    return of(
        "lock session ended by pg_terminate_backend",
        Healing.AT_ONCE,
        CLOSED,
        (cluster, holder) -> cluster.database().endLockSession());
  }

  static Fault cutFromDatabase() {
    return of(
            "holder's database connections cut",
            Healing.AFTERWARDS,
            CLOSED,
            (cluster, holder) -> holder.doors().database.cut())
        .healedBy((cluster, holder) -> holder.doors().database.pass());
  }

  /** Requests arrive, answers don't. */
  static Fault stallDatabase() {
    return of(
            "holder's database answers stalled",
            Healing.WHEN_SUCCEEDED,
            SILENT,
            (cluster, holder) -> holder.doors().database.stall())
        .healedBy((cluster, holder) -> holder.doors().database.pass());
  }

  /** Nothing passes either way, and nobody is told. */
  static Fault halfOpenDatabase() {
    return of(
            "holder's database connections half open",
            Healing.WHEN_SUCCEEDED,
            SILENT,
            (cluster, holder) -> holder.doors().database.halfOpen())
        .healedBy((cluster, holder) -> holder.doors().database.pass());
  }

  /** PostgreSQL can be reached as before. */
  static Fault cutFromProviders() {
    return of(
            "holder's way to the providers cut",
            Healing.AFTERWARDS,
            JUDGED,
            (cluster, holder) -> holder.doors().providers.cut())
        .healedBy((cluster, holder) -> holder.doors().providers.pass());
  }

  static Fault silentProviders() {
    return of(
            "holder hears nothing of the providers",
            Healing.AFTERWARDS,
            JUDGED,
            (cluster, holder) -> holder.doors().providers.halfOpen())
        .healedBy((cluster, holder) -> holder.doors().providers.pass());
  }

  /** The time counts from when the database is back. */
  static Fault restartPostgres() {
    return of(
        "PostgreSQL restarted (fast)",
        Healing.AT_ONCE,
        CLOSED,
        (cluster, holder) -> {
          cluster.postgres().close();
          cluster.postgres().start();
        });
  }

  static Fault crashPostgres() {
    return of(
        "PostgreSQL restarted (immediate)",
        Healing.AT_ONCE,
        CLOSED,
        (cluster, holder) -> {
          cluster.postgres().crash();
          cluster.postgres().start();
        });
  }
}

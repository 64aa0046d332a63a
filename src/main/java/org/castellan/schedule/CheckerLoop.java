package org.castellan.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.castellan.lock.LockKey;

/**
 * One checker on one replica: looks whether a tick is due, and runs the job if this replica gets
 * the lock. Of a scope that is split into shards it runs one after the other, so that the replicas
 * share them. Thread-safe; looks are never at the same time.
 */
public final class CheckerLoop {

  /** So that a clock a little ahead of the database's does not spin. */
  static final Duration SHORTEST_WAIT = Duration.ofMillis(50);

  private final CheckerSettings settings;
  private final Pace pace;
  private final Surroundings around;
  private final Patience patience;
  private final Hand hand;
  private final Hand relief;
  private final Polls polls;
  private final Conclusions conclusions;
  private volatile Optional<Duration> rest = Optional.empty();
  private volatile boolean began;
  private volatile boolean split;
  private volatile boolean stopping;

  public CheckerLoop(CheckerSettings settings, Job job, Pace pace, Surroundings around) {
    this.settings = settings;
    this.pace = pace;
    this.around = around;
    this.hand = new Hand(job, around);
    this.relief = new Hand(job, around);
    this.polls = new Polls(settings.scope(), around.node(), pace.poll());
    this.patience = new Patience(pace.poll().multipliedBy(2), around);
    this.conclusions = new Conclusions(pace, patience, around);
  }

  /** The lock that whoever runs a tick of the scope, or of the shard of that name, holds. */
  public static LockKey lockKey(String scope) {
    return new LockKey("castellan:checker:" + scope);
  }

  public String scope() {
    return settings.scope();
  }

  /**
   * Makes this replica's settings the cluster's.
   *
   * @throws ScheduleException when the database could not be asked
   */
  public void configure() {
    around
        .ledger()
        .configure(settings)
        .ifPresent(former -> around.listener().reconfigured(former, settings));
  }

  /**
   * Looks, and runs the tick if there is one to run. Never throws; a call during another one makes
   * that one look again.
   *
   * @return how long to wait before the next call
   */
  public Duration poll() {
    return polls.poll(this::lookUnlessStopping, this::relieve);
  }

  /**
   * How long the last look found that there is nothing to do, as long as {@link #isCalledBy} is
   * asked at each poll; empty when it was another one or failed.
   */
  Optional<Duration> rest() {
    return rest;
  }

  /** Whether this look, taken elsewhere, shows something to do or to note; not before the first. */
  boolean isCalledBy(Outlook seen) {
    return began
        && seen.tick().shard().scope().equals(scope())
        && (seen.finished() ? !conclusions.isSettled(seen.tick()) : seen.due());
  }

  private Duration lookUnlessStopping() {
    began = true;
    rest = Optional.empty();
    return stopping ? pace.poll() : look();
  }

  private Duration look() {
    List<Outlook> shards = around.ledger().shards(scope(), around.node());
    split = shards.size() > 1;
    if (split && patience.isTried() && othersAreAtWork(shards)) {
      patience.renew();
    }
    shards.stream().filter(Outlook::finished).map(Outlook::tick).forEach(conclusions::skipped);
    List<Outlook> due = shards.stream().filter(this::isForMe).toList();
    for (Outlook shard : due) {
      Hand.Grasp grasp = hand.grasp(shard);
      if (!(grasp instanceof Hand.Grasp.Lost)) {
        return conclusions.grasped(shard.tick(), grasp);
      }
      conclusions.lost(shard.tick());
    }
    Duration untilNext = shards.get(0).untilNext();
    if (due.isEmpty()) {
      rest = Optional.of(atLeastShortest(untilNext));
    }
    return atLeastShortest(untilNext.compareTo(pace.poll()) < 0 ? untilNext : pace.poll());
  }

  /** Busy with one shard, this replica begins no other; but what a dead one left does not wait. */
  private Duration relieve() {
    List<Outlook> orphans =
        split ? around.ledger().orphans(scope(), around.node()) : List.<Outlook>of();
    for (Outlook shard : orphans) {
      if (isForMe(shard) && !stopping) {
        conclusions.grasped(shard.tick(), relief.grasp(shard));
      }
    }
    return pace.poll();
  }

  /** They will come to what this replica has declined. */
  private boolean othersAreAtWork(List<Outlook> shards) {
    int left = around.ledger().orphans(scope(), around.node()).size();
    return shards.stream().filter(Outlook::running).count() > left;
  }

  private boolean isForMe(Outlook shard) {
    return shard.due() && !patience.waitsFor(shard.tick());
  }

  private static Duration atLeastShortest(Duration wait) {
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
  }

  /**
   * Begins nothing any more, interrupts a running job and hands its lease over.
   *
   * @param patience how long to wait for the job; positive
   */
  public void stop(Duration patience) throws InterruptedException {
    stopping = true;
    hand.stop(patience);
    relief.stop(patience);
  }
}

package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ledger of a cluster in memory, which splits nothing: the replicas of a test share one. */
final class InMemoryLedger implements Ledger, Checkers {

  private final SettableClock clock;
  private final Map<String, Scope> scopes = new TreeMap<>();
  private long epochs;

  InMemoryLedger(SettableClock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<CheckerSettings> configure(CheckerSettings settings) {
    var known = scopes.get(settings.scope());
    if (known == null) {
      scopes.put(settings.scope(), new Scope(settings));
      return Optional.empty();
    }
    var former = known.settings;
    known.settings = settings;
    return Optional.of(former).filter(found -> !found.equals(settings));
  }

  @Override
  public synchronized List<Outlook> shards(String name, String node) {
    return List.of(scope(name).look(clock.instant()));
  }

  @Override
  public List<Outlook> orphans(String name, String node) {
    return List.of();
  }

  @Override
  public synchronized Optional<Turn> take(Outlook outlook, String node, int sessionPid) {
    var scope = scope(outlook.scope());
    var now = clock.instant();
    var fresh = scope.look(now);
    if (!fresh.due() || !fresh.tick().equals(outlook.tick()) || fresh.epoch() != outlook.epoch()) {
      return Optional.empty();
    }
    var row = scope.rows.computeIfAbsent(fresh.tick().instant(), at -> new Row(fresh.tick()));
    var former = Optional.of(row).filter(found -> found.node.isPresent());
    var predecessor = row.node;
    former.filter(found -> found.held).ifPresent(found -> found.lose(now));
    row.begin(++epochs, node, sessionPid, now);
    scope.rows.headMap(row.tick.instant()).values().forEach(older -> older.abandon(now));
    var turn =
        new Turn(
            new Fence(row.tick, row.epoch),
            predecessor,
            scope.capLeft(row, now),
            row.counts,
            row.declinedBy);
    row.attempt(node, turn.outcome(), Optional.of(row.epoch), "", now);
    return Optional.of(turn);
  }

  @Override
  public synchronized boolean progress(Fence fence, Counts counts) {
    return fenced(fence, counts, row -> {});
  }

  @Override
  public synchronized boolean finish(
      Fence fence, TickState state, Counts counts, Optional<String> reason) {
    if (!state.finished()) {
      throw new IllegalArgumentException(state + " does not finish a tick");
    }
    return fenced(fence, counts, row -> row.finish(state, reason, clock.instant()));
  }

  @Override
  public synchronized boolean leave(Fence fence, Counts counts, String reason) {
    return fenced(fence, counts, row -> row.release(reason));
  }

  @Override
  public synchronized boolean decline(Fence fence, Counts counts, String reason) {
    return fenced(fence, counts, row -> row.decline(reason));
  }

  private boolean fenced(Fence fence, Counts counts, Consumer<Row> change) {
    var row = scope(fence.scope()).rows.get(fence.instant());
    if (row == null || row.epoch != fence.epoch() || row.state != TickState.RUNNING) {
      return false;
    }
    row.counts = counts;
    change.accept(row);
    return true;
  }

  @Override
  public synchronized void attempt(
      Tick tick, String node, AttemptOutcome outcome, Optional<Long> epoch, String detail) {
    var rows = scope(tick.scope()).strays;
    var row = scope(tick.scope()).rows.get(tick.instant());
    (row == null ? rows.computeIfAbsent(tick.instant(), at -> new Row(tick)) : row)
        .attempt(node, outcome, epoch, detail, clock.instant());
  }

  @Override
  public synchronized List<CheckerStatus> all() {
    return scopes.keySet().stream().map(name -> find(name).orElseThrow()).toList();
  }

  @Override
  public synchronized Optional<CheckerStatus> find(String name) {
    return Optional.ofNullable(scopes.get(name)).map(scope -> scope.status(clock.instant()));
  }

  @Override
  public synchronized List<TickRecord> ticks(String name, Optional<Instant> before, int limit) {
    return scope(name).rows.descendingMap().values().stream()
        .filter(row -> before.isEmpty() || row.tick.instant().isBefore(before.get()))
        .limit(limit)
        .map(row -> row.record(scope(name).strays.get(row.tick.instant())))
        .toList();
  }

  @Override
  public synchronized Optional<Tick> runNow(String name) {
    var scope = scope(name);
    var outlook = scope.look(clock.instant());
    var tick = new Tick(name, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    boolean busy =
        scope.rows.tailMap(outlook.grid()).values().stream().anyMatch(row -> !row.state.finished());
    if (busy || scope.rows.containsKey(tick.instant())) {
      return Optional.empty();
    }
    var row = new Row(tick);
    row.requested = true;
    scope.rows.put(tick.instant(), row);
    return Optional.of(tick);
  }

  @Override
  public synchronized void pause(String name, boolean paused) {
    scope(name).paused = paused;
  }

  private Scope scope(String name) {
    return Optional.ofNullable(scopes.get(name))
        .orElseThrow(() -> new ScheduleException("checker " + name + " is not configured"));
  }

  private static final class Scope {
    private final TreeMap<Instant, Row> rows = new TreeMap<>();
    private final Map<Instant, Row> strays = new TreeMap<>();
    private CheckerSettings settings;
    private boolean paused;

    private Scope(CheckerSettings settings) {
      this.settings = settings;
    }

    private Instant grid(Instant now) {
      long step = settings.interval().toMillis();
      return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), step) * step);
    }

    private Outlook look(Instant now) {
      var newest =
          Optional.ofNullable(rows.tailMap(grid(now), true).lastEntry()).map(Map.Entry::getValue);
      return new Outlook(
          settings.scope(), now, grid(now), settings.interval(), paused, newest.map(Row::entry));
    }

    private Duration capLeft(Row row, Instant now) {
      var cap = row.startedAt.orElseThrow().plus(settings.cap());
      var next = grid(now).plus(settings.interval());
      var left = Duration.between(now, cap.isBefore(next) ? cap : next);
      return left.isNegative() ? Duration.ZERO : left;
    }

    private CheckerStatus status(Instant now) {
      var newestFirst =
          rows.descendingMap().values().stream().map(row -> row.record(null)).toList();
      var holder = rows.descendingMap().values().stream().filter(row -> row.held).findFirst();
      return new CheckerStatus(
          settings.scope(),
          settings.interval(),
          settings.cap(),
          paused,
          newestFirst.stream().filter(row -> !row.tick().instant().isBefore(grid(now))).findFirst(),
          grid(now).plus(settings.interval()),
          holder.map(row -> row.holder(capLeft(row, now))),
          newestFirst.stream().filter(row -> row.state().finished()).findFirst(),
          Forecast.of(settings.cap(), newestFirst),
          List.of());
    }
  }

  private static final class Row {
    private final Tick tick;
    private final Map<String, TickRecord.Attempt> attempts = new LinkedHashMap<>();
    private final Map<String, Long> attemptEpochs = new LinkedHashMap<>();
    private TickState state = TickState.REQUESTED;
    private boolean requested;
    private boolean held;
    private long epoch;
    private int sessionPid;
    private Optional<String> node = Optional.empty();
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> takenAt = Optional.empty();
    private Optional<Instant> finishedAt = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Counts counts = Counts.NONE;
    private final Set<String> declinedBy = new HashSet<>();

    private Row(Tick tick) {
      this.tick = tick;
    }

    private Outlook.Entry entry() {
      return new Outlook.Entry(tick.instant(), state, requested, epoch);
    }

    private void begin(long newEpoch, String newNode, int newPid, Instant now) {
      state = TickState.RUNNING;
      epoch = newEpoch;
      node = Optional.of(newNode);
      sessionPid = newPid;
      held = true;
      startedAt = Optional.of(startedAt.orElse(now));
      takenAt = Optional.of(now);
    }

    private void lose(Instant now) {
      attempt(node.orElseThrow(), AttemptOutcome.ABANDONED, Optional.of(epoch), "taken over", now);
    }

    private void abandon(Instant now) {
      if (!state.finished()) {
        node.ifPresent(former -> lose(now));
        finish(TickState.ABANDONED, Optional.of("unfinished when the next tick began"), now);
      }
    }

    private Row finish(TickState how, Optional<String> why, Instant now) {
      state = how;
      reason = why;
      finishedAt = Optional.of(now);
      held = false;
      return this;
    }

    private Row release(String why) {
      reason = Optional.of(why);
      held = false;
      return this;
    }

    private Row decline(String why) {
      declinedBy.add(node.orElseThrow());
      return release(why);
    }

    private void attempt(
        String who, AttemptOutcome outcome, Optional<Long> ofEpoch, String detail, Instant now) {
      var key = who + " " + outcome;
      var told = ofEpoch.isPresent() && ofEpoch.get().equals(attemptEpochs.get(key));
      var former = Optional.ofNullable(attempts.get(key));
      attempts.put(
          key,
          new TickRecord.Attempt(
              who,
              outcome,
              former.map(TickRecord.Attempt::times).orElse(0) + (told ? 0 : 1),
              former.map(TickRecord.Attempt::firstAt).orElse(now),
              now,
              Optional.of(detail).filter(text -> !text.isEmpty())));
      ofEpoch.ifPresent(number -> attemptEpochs.put(key, number));
    }

    private CheckerStatus.Holder holder(Duration capLeft) {
      return new CheckerStatus.Holder(
          node.orElseThrow(), sessionPid, takenAt.orElseThrow(), capLeft, Optional.empty());
    }

    private TickRecord record(@Nullable Row strays) {
      var all = new ArrayList<TickRecord.Attempt>();
      if (strays != null) {
        all.addAll(strays.attempts.values());
      }
      all.addAll(attempts.values());
      return new TickRecord(
          tick, state, requested, epoch, node, startedAt, finishedAt, counts, reason, all);
    }
  }
}

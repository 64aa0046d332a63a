package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.castellan.cluster.History.Strike;

/**
 * One case: a tick over some backends during which something breaks, then a tick without faults.
 * Whatever broke, {@link #check} holds the {@link Invariants} against what happened.
 */
final class Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What a busy machine adds to the bounds, which are those of the lease and the poll alone. */
  private static final Duration BUSY = Duration.ofSeconds(4);

  private static final Duration BRISK = Duration.ofMillis(20);

  private final Cluster cluster;
  private final String name;
  private int backends = 12;
  private int hosts = 2;
  private Duration answer = Duration.ofMillis(100);
  private Duration cap = Timing.CAP;
  private String ending = "DONE";
  private Moment moment = Moment.begun();
  private Optional<Fault> fault = Optional.empty();
  private Consumer<Stage> story = stage -> {};
  private Consumer<Member> onceTold = member -> {};

  Scenario(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  Scenario backends(int number) {
    backends = number;
    return this;
  }

  /** How many providers they are on, as Castellan sees it; at most 4. */
  Scenario hosts(int number) {
    hosts = number;
    return this;
  }

  /** How late each of the three answers is that a validation waits for. */
  Scenario answeringIn(Duration each) {
    answer = each;
    return this;
  }

  /**
   * How late each answer is until the story is told: so the tick outlasts it on any machine. No
   * story for it is one that breaks the way to the providers: what ends the delay would mend it.
   */
  Scenario slowUntilTold(Duration each) {
    answer = each;
    onceTold = member -> answersIn(BRISK, member);
    return this;
  }

  /** The tick may last that long. */
  Scenario within(Duration longest) {
    cap = longest;
    return this;
  }

  /** The tick shall last that long, and then be over though it is not done. */
  Scenario cappedAfter(Duration longest) {
    cap = longest;
    ending = "CAPPED";
    return this;
  }

  Scenario when(Moment reached) {
    moment = reached;
    return this;
  }

  /** What breaks the tick's holder at that moment. */
  Scenario fault(Fault strikes) {
    fault = Optional.of(strikes);
    story = strikes::strike;
    return this;
  }

  /** What happens from that moment on, where it is more than one fault. */
  Scenario during(Consumer<Stage> happening) {
    story = happening;
    return this;
  }

  /** Plays it. */
  History check() {
    cluster.makeWhole();
    List<String> scope = cluster.tenants().replace(backends, hosts);
    cluster.members().forEach(this::begin);
    cluster.database().begin();
    Stage stage = firstTick();
    secondTick();
    History history = cluster.database().history(scope, cluster.calls(), stage.strikes());
    cluster.mend();
    Invariants.check(history);
    cluster.members().forEach(Scenario::awaitTidy);
    fault.ifPresent(struck -> judge(struck, history));
    return history;
  }

  private void begin(Member member) {
    member.isAtRest();
    member.doors().forgetCalls();
    answersIn(answer, member);
    member.forgetLog();
  }

  private static void answersIn(Duration each, Member member) {
    member.doors().providers.delay(each);
  }

  private Stage firstTick() {
    cluster.database().tickEvery(Timing.INTERVAL, cap);
    var stage = new Stage(cluster, cluster.database().requestTick());
    await("the moment")
        .pollInterval(Duration.ofMillis(5))
        .atMost(PATIENCE)
        .until(() -> moment.reached(cluster, stage.tick()));
    story.accept(stage);
    cluster.members().forEach(onceTold);
    stage.awaitEnd();
    assertThat(stage.state()).as("how the tick ended").isEqualTo(ending);
    return stage;
  }

  private void secondTick() {
    cluster.database().tickWhenAsked();
    var stage = new Stage(cluster, cluster.database().requestTick());
    stage.awaitEnd();
    assertThat(stage.state()).as("how the tick after it ended").isEqualTo("DONE");
    await("nothing is left")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(cluster.database().leftovers()).isEmpty());
  }

  /** Connections that were stalled end when their callers' time is up. */
  private static void awaitTidy(Member member) {
    await(member.id() + " has let go of threads and connections")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(member.overgrown()).isEmpty());
  }

  private void judge(Fault struck, History history) {
    history.strikes().forEach(strike -> boundTheHandover(struck, strike, history));
    if (struck.loserTells()) {
      loserTells(history);
    }
  }

  /** Who wakes up late says so. */
  private void loserTells(History history) {
    Member loser = cluster.member(history.strikes().get(0).victim());
    loser.awaitSaying("lost, changes nothing any more");
  }

  private void boundTheHandover(Fault struck, Strike strike, History history) {
    history
        .successorsFirstCall(strike)
        .map(first -> Duration.between(strike.at(), first))
        .ifPresent(
            took -> {
              Numbers.handover(struck.name() + ", " + name, struck.bound(), took);
              assertThat(took).isLessThan(struck.bound().plus(BUSY));
            });
  }
}

package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.castellan.schedule.ClusterWarning.Kind;
import org.junit.jupiter.api.Test;

class ClusterWarningsTest {

  private static final Map<String, String> USUAL = Map.of("LEASE", "PT1M", "WINDOW", "PT35M");

  private static ReplicaNode node(
      String id,
      boolean gone,
      Duration offset,
      List<String> poolers,
      Map<String, String> settings) {
    return new ReplicaNode(
        id,
        "there",
        "1",
        SettableClock.NOON,
        SettableClock.NOON,
        gone,
        Optional.of(offset),
        poolers,
        settings);
  }

  private static ReplicaNode with(String id, Map<String, String> settings) {
    return node(id, /* gone= */ false, Duration.ZERO, List.of(), settings);
  }

  private static ReplicaNode off(String id, Duration offset) {
    return node(id, /* gone= */ false, offset, List.of(), USUAL);
  }

  @Test
  void replicasThatAgreeAreNoConcern() {
    assertThat(
            ClusterWarnings.of(
                List.of(with("a", USUAL), off("b", Duration.ofSeconds(-5)), with("c", Map.of()))))
        .isEmpty();
  }

  @Test
  void settingsThatDifferAreNamedWithTheirValues() {
    var other = Map.of("LEASE", "PT30S", "WINDOW", "PT35M");
    assertThat(ClusterWarnings.of(List.of(with("a", USUAL), with("b", other), with("c", USUAL))))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Kind.SETTINGS_DIFFER);
              assertThat(warning.settings()).containsExactly("LEASE");
              assertThat(warning.detail())
                  .startsWith(
                      "Replicas run with different settings:"
                          + " LEASE (PT1M on a and c, PT30S on b). ");
            });
  }

  @Test
  void clockThatIsOffIsToldByItsReplicaAndDirection() {
    assertThat(
            ClusterWarnings.of(
                List.of(off("a", Duration.ofMillis(5001)), off("b", Duration.ofSeconds(-40)))))
        .extracting(warning -> warning.detail().split("[.] ", -1)[0], ClusterWarning::replicas)
        .containsExactly(
            tuple("The clock of a is 5.0 s ahead of the database's", List.of("a")),
            tuple("The clock of b is 40.0 s behind the database's", List.of("b")));
  }

  @Test
  void poolerIsNamedByWhatGoesThroughIt() {
    var pooled = node("a", /* gone= */ false, Duration.ZERO, List.of("locks", "work"), USUAL);
    assertThat(ClusterWarnings.of(List.of(pooled)))
        .singleElement()
        .satisfies(warning -> assertThat(warning.kind()).isEqualTo(Kind.POOLER))
        .satisfies(warning -> assertThat(warning.detail()).contains("(locks, work)"));
  }

  @Test
  void whoIsGoneDisagreesWithNobody() {
    var gone =
        node(
            "b", /* gone= */ true, Duration.ofMinutes(1), List.of("work"), Map.of("LEASE", "PT1S"));
    assertThat(ClusterWarnings.of(List.of(with("a", USUAL), gone))).isEmpty();
  }
}

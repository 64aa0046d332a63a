package org.castellan.web.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {

  private static final Audience OWN = new Audience(Optional.of(UUID.randomUUID()));

  /** Replicas of a cluster on its way to another key resume each other's streams. */
  @Test
  void idsOutliveARotationOfTheKey() {
    var before = new EventIds(List.of("old"));
    var ready = new EventIds(List.of("old", "new"));
    var rotated = new EventIds(List.of("new", "old"));
    var after = new EventIds(List.of("new"));
    for (EventIds given : List.of(before, ready)) {
      for (EventIds known : List.of(before, ready, rotated)) {
        assertThat(known.number(given.id(7, OWN), OWN)).hasValue(7);
      }
      assertThat(after.number(given.id(7, OWN), OWN)).isEmpty();
    }
    for (EventIds known : List.of(ready, rotated, after)) {
      assertThat(known.number(rotated.id(7, OWN), OWN)).hasValue(7);
    }
  }

  @Test
  void idsAreOneAudiencesOwn() {
    var ids = new EventIds(List.of("secret"));
    var other = new Audience(Optional.of(UUID.randomUUID()));
    assertThat(ids.number(ids.id(7, OWN), other)).isEmpty();
  }
}

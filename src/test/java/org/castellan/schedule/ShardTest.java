package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

  @ParameterizedTest
  @ValueSource(strings = {"all", "all-2-of-4", "all-64-of-64", "two-words", "two-words-1-of-2"})
  void itsNameTellsAll(String name) {
    assertThat(Shard.of(name).name()).isEqualTo(name);
  }

  @Test
  void aScopeThatIsNotSplitIsItsOnlyShard() {
    assertThat(Shard.of("all")).isEqualTo(new Shard("all", 1, 1));
    assertThat(Shard.of("all-2-of-4")).isEqualTo(new Shard("all", 2, 4));
  }

  @Test
  void thereAreNoOthers() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Shard("all", 5, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Shard("all", 1, 65));
    assertThatIllegalArgumentException().isThrownBy(() -> settings("all", 65));
    assertThatIllegalArgumentException().isThrownBy(() -> settings("all", 0));
  }

  @Test
  void noCheckerIsCalledLikeAShardOfAnother() {
    assertThatIllegalArgumentException().isThrownBy(() -> settings("all-1-of-2", 1));
  }

  private static CheckerSettings settings(String scope, int shards) {
    return new CheckerSettings(scope, Duration.ofHours(2), Duration.ofHours(1), shards);
  }
}

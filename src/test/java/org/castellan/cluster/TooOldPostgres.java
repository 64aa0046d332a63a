package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs in {@code mvn -Ppostgres-versions} on the last version that is too old. */
@Tag("postgres")
class TooOldPostgres {

  @Test
  void theStartIsRefusedWithASentenceAndNothingIsMade() {
    try (Cluster cluster = Cluster.ofJvmsThatWait(1, new Cluster.Setup() {})) {
      cluster.members().get(0).awaitSaying("must be PostgreSQL 14 or later");
      assertThat(cluster.database().tables()).isEmpty();
    }
  }
}

package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.castellan.testkit.PgBouncer;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The pooler that most installations have, for real. */
class PgBouncerTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "statement"})
  void sharingModesAreRefused(String mode, @TempDir Path directory) {
    try (var bouncer = bouncer(mode, directory)) {
      assertThatExceptionOfType(LockException.class)
          .isThrownBy(() -> SessionPinning.require(through(bouncer)))
          .withMessageContaining("pool_mode = session");
    }
  }

  @Test
  void sessionModeIsFit(@TempDir Path directory) {
    try (var bouncer = bouncer("session", directory)) {
      SessionPinning.require(through(bouncer));
    }
  }

  /** Whatever its mode; the same DataSource straight to the server is none. */
  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session"})
  void poolerIsSeen(String mode, @TempDir Path directory) {
    try (var bouncer = bouncer(mode, directory)) {
      assertThat(Pooler.isBefore(through(bouncer))).contains(true);
    }
    assertThat(Pooler.isBefore(db.dataSource())).contains(false);
  }

  private static PgBouncer bouncer(String mode, Path directory) {
    return new PgBouncer(TestDatabase.port(), "postgres", mode, directory);
  }

  private static DataSource through(PgBouncer bouncer) {
    var source = new PGSimpleDataSource();
    source.setURL(db.url().replace(":" + TestDatabase.port() + "/", ":" + bouncer.port() + "/"));
    return source;
  }
}

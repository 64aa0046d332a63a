package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.IntStream;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @Test
  void tenReplicasMigrateTogether() {
    db.jdbi()
        .useHandle(handle -> handle.execute("drop schema public cascade; create schema public"));
    IntStream.range(0, 10)
        .mapToObj(replica -> new Thread(new Database(db.dataSource())::migrate))
        .peek(Thread::start)
        .toList()
        .forEach(DatabaseTest::join);
    List<String> migrations =
        db.jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select version from flyway_schema_history where success")
                        .mapTo(String.class)
                        .list());
    assertThat(migrations).as("each of them once").doesNotHaveDuplicates().contains("1", "2");
  }

  @Test
  void tellsWhetherItAnswers() {
    assertThat(new Database(db.dataSource()).isReachable()).isTrue();
    var gone = new PGSimpleDataSource();
    gone.setURL("jdbc:postgresql://127.0.0.1:1/none");
    assertThat(new Database(gone).isReachable()).isFalse();
    assertThatIllegalStateException().isThrownBy(new Database(gone)::reach);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

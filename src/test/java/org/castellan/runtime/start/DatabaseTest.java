package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

@OnEveryPostgres
class DatabaseTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @Test
  void tenReplicasMigrateTogether() {
    db.jdbi()
        .useHandle(handle -> handle.execute("drop schema public cascade; create schema public"));
    IntStream.range(0, 10)
        .mapToObj(replica -> new Thread(new Database(db.dataSource(), Optional.empty())::migrate))
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
    assertThat(new Database(db.dataSource(), Optional.empty()).isReachable()).isTrue();
    var gone = new PGSimpleDataSource();
    gone.setURL("jdbc:postgresql://127.0.0.1:1/none");
    assertThat(new Database(gone, Optional.empty()).isReachable()).isFalse();
    assertThatIllegalStateException().isThrownBy(new Database(gone, Optional.empty())::reach);
  }

  @Test
  void tooOldPostgresIsRefusedWithItsVersion() {
    assertThatIllegalStateException()
        .isThrownBy(new Database(saying(13), Optional.empty())::requireVersion)
        .withMessage("it is PostgreSQL 13");
    assertThatCode(new Database(saying(14), Optional.empty())::requireVersion)
        .doesNotThrowAnyException();
    assertThatCode(new Database(db.dataSource(), Optional.empty())::requireVersion)
        .doesNotThrowAnyException();
  }

  /** A real session of a server that gives itself out for another version. */
  private static DataSource saying(int major) {
    return answering(
        DataSource.class,
        db.dataSource(),
        "getConnection",
        connection ->
            answering(
                Connection.class,
                (Connection) connection,
                "getMetaData",
                metaData ->
                    answering(
                        DatabaseMetaData.class,
                        (DatabaseMetaData) metaData,
                        "getDatabaseMajorVersion",
                        own -> major)));
  }

  private static <T> T answering(Class<T> type, T real, String name, UnaryOperator<Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            DatabaseTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object own = method.invoke(real, arguments);
              return method.getName().equals(name) ? answer.apply(own) : own;
            }));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.castellan.run.Api;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** What live, started and ready say, each by what it means, without a token. */
class HealthTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String LIVE = "/api/health/live";
  private static final String STARTED = "/api/health/started";
  private static final String READY = "/api/health/ready";

  private final InProcessSettings settings = new InProcessSettings();
  private final Pool work = new Pool(db.url());
  private InProcessServer server;
  private Api nobody;

  /** A way to the database that a test closes. */
  private static final class Pool extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private volatile boolean away;

    Pool(String url) {
      setURL(url);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (away) {
        throw new SQLException("nobody there", "08001");
      }
      return super.getConnection();
    }
  }

  @BeforeEach
  void databaseIsAwayAtFirst() {
    work.away = true;
    server = new InProcessServer(work, new CountedPool(db.url()));
    nobody = new Api(server.url(), "");
  }

  @AfterEach
  void end() {
    server.close();
    settings.close();
  }

  @Test
  void withoutADatabaseAtTheStartItLivesSaysWhatItWaitsForAndThenStarts() {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(said(STARTED)).contains("STARTING", "cannot be reached"));
    assertThat(status(LIVE)).isEqualTo(200);
    assertThat(status(READY)).isEqualTo(503);
    start();
    assertThat(status(STARTED)).isEqualTo(200);
  }

  @Test
  void withoutItsDatabaseItLivesAndHasStartedButIsNotReadyUntilItIsBack() {
    start();
    work.away = true;
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(said(READY)).contains("DATABASE_UNAVAILABLE"));
    assertThat(status(READY)).isEqualTo(503);
    assertThat(status(LIVE)).isEqualTo(200);
    assertThat(status(STARTED)).isEqualTo(200);
    work.away = false;
    await().atMost(SOON).until(() -> status(READY) == 200);
  }

  /** Else one tenant's mistake would take all replicas out of the proxy, for all tenants. */
  @Test
  void aBrokenBackendNeverMakesAReplicaUnready() {
    start();
    var administrator = new Api(server.url(), InProcessSettings.TOKEN);
    String broken = ToyOrganization.create(administrator, "broken", "shelf");
    breakItsShelf();
    var upload = administrator.call("POST", broken + "/artifacts", "hello");
    assertThat(upload.body()).contains("CAS_BACKEND_INVALID");
    assertThat(status(READY)).isEqualTo(200);
    assertThat(status(STARTED)).isEqualTo(200);
    assertThat(status(LIVE)).isEqualTo(200);
  }

  private void start() {
    work.away = false;
    await().atMost(SOON).until(nobody::isReady);
  }

  private static void breakItsShelf() {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update cas_backend set status = 'INVALID', validated_at = clock_timestamp(),
                      error_class = 'TIMEOUT', error = 'It hangs.', remedy = 'Wait.'
                     where provider = 'TOY'
                    """));
  }

  private int status(String path) {
    return nobody.call("GET", path, "").statusCode();
  }

  private String said(String path) {
    return nobody.call("GET", path, "").body();
  }
}

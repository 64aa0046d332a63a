package org.castellan.cluster;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Requests that take all of a replica's connections: a table that they read is locked. */
final class Crowd implements AutoCloseable {

  private static final int REQUESTS = 60;
  private static final int CONNECTIONS = 20;

  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
       where application_name = 'castellan/' || ? and wait_event_type = 'Lock'
      """;

  private final Handle lock;
  private final List<CompletableFuture<?>> requests = new ArrayList<>();

  /** Returns when the connections are all taken. */
  Crowd(Member replica, Jdbi jdbi) {
    lock = jdbi.open();
    lock.begin();
    lock.execute("lock table access_token in access exclusive mode");
    var http = HttpClient.newHttpClient();
    var request =
        HttpRequest.newBuilder(URI.create(replica.url() + "/api/v1/organizations"))
            .header("Authorization", "Bearer cst_nobody")
            .build();
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(http.sendAsync(request, BodyHandlers.discarding()));
    }
    await("all connections are taken").until(() -> waiting(jdbi, replica.id()) >= CONNECTIONS);
  }

  private static long waiting(Jdbi jdbi, String node) {
    return jdbi.withHandle(
        handle -> handle.createQuery(WAITING).bind(0, node).mapTo(long.class).one());
  }

  /** Lets them go. */
  @Override
  public void close() {
    lock.rollback();
    lock.close();
    CompletableFuture.allOf(requests.toArray(CompletableFuture<?>[]::new)).join();
  }
}

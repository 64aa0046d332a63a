package org.castellan.validation;

import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * So many organizations with a default backend each, written in bulk, on a few hosts as if of a few
 * providers.
 */
final class ManyBackends {

  private static final int HOSTS = 100;
  private static final int BATCH = 1000;

  private ManyBackends() {}

  static void create(Cluster cluster, int number) {
    for (int from = 0; from < number; from += BATCH) {
      int to = Math.min(number, from + BATCH);
      create(cluster, from, to);
    }
    cluster.jdbi.useHandle(handle -> handle.execute("analyze cas_backend"));
  }

  private static void create(Cluster cluster, int from, int to) {
    cluster.jdbi.useTransaction(
        handle -> {
          try (PreparedBatch organizations =
                  handle.prepareBatch("insert into organization (id, name) values (:id, :name)");
              PreparedBatch backends =
                  handle.prepareBatch(
                      """
                      insert into cas_backend (id, organization_id, name, provider, location, host,
                        is_default, max_bytes, credential_id, status, validated_at)
                      values (gen_random_uuid(), :organization, 'main', :provider, :location, :host,
                        true, 104857600, :credential, 'OK', now() - interval '2 days')
                      """)) {
            IntStream.range(from, to)
                .forEach(
                    i -> {
                      UUID organization = UUID.randomUUID();
                      String host = "host" + i % HOSTS;
                      organizations.bind("id", organization).bind("name", "many-" + i).add();
                      backends
                          .bind("organization", organization)
                          .bind("provider", FakeProvider.ID)
                          .bind("location", host + "/b" + i)
                          .bind("host", host)
                          .bind("credential", cluster.vault.store(handle, Map.of("key", "k")))
                          .add();
                    });
            organizations.execute();
            backends.execute();
          }
        });
  }
}

package org.castellan.credential;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Which replica has which keys, as they tell each other. Thread-safe. */
final class KeyReports {

  private static final String TELL =
      """
      insert into credential_key (node, key) values (:node, :key)
      on conflict (node, key) do update set told_at = now()
      """;

  private static final String FORGET =
      """
      delete from credential_key
       where told_at < now() - interval '1 day' or (node = :node and told_at < now())
      """;

  // Of the keys that stored credentials need, those that this replica lacks and another has.
  private static final String MISSED =
      """
      select distinct k.node from credential_key k
       where k.node in (<nodes>) and k.key in (
         select encode(substring(c.ciphertext from 1 for 5), 'hex') from credential c)
         and k.key not in (<keys>)
       order by k.node
      """;

  private final Jdbi jdbi;
  private final String node;

  KeyReports(Jdbi jdbi, String node) {
    this.jdbi = jdbi;
    this.node = node;
  }

  /** Tells this replica's keys, those and no others; forgets what nobody has told for a day. */
  void tell(Set<KeyName> keys) {
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(TELL);
          keys.forEach(key -> batch.bind("node", node).bind("key", key.prefix()).add());
          batch.execute();
          handle.createUpdate(FORGET).bind("node", node).execute();
        });
  }

  /** Those of the nodes that did not tell that they have the key. */
  List<String> lacking(KeyName key, List<String> nodes) {
    Set<String> lacking = new TreeSet<>(nodes);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("select node from credential_key where key = :key")
                .bind("key", key.prefix())
                .mapTo(String.class)
                .forEach(lacking::remove));
    return List.copyOf(lacking);
  }

  /** Those of the nodes that can read credentials which a replica with these keys cannot read. */
  List<String> readingMoreThan(Set<KeyName> keys, List<String> nodes) {
    if (nodes.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(MISSED)
                .bindList("nodes", nodes)
                .bindList("keys", keys.stream().map(KeyName::prefix).toList())
                .mapTo(String.class)
                .list());
  }
}

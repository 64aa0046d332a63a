package org.castellan.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The statements on the row of a rotation to one key, and on the credentials it comes to. */
final class RotationTable {

  // Mostly there is none, and then this is all that is asked.
  private static final String IS_ASKED =
      """
      select exists (
        select 1 from credential_rotation where finished_at is null and key = :key)
      """;

  // Only for replicas whose primary key it is; whoever comes second leaves it to the first.
  private static final String TAKE =
      """
      select reached, unreadable from credential_rotation
       where finished_at is null and key = :key
         for update skip locked
      """;

  // A row that somebody else has in hand is about to go; the next pass sees whether it did.
  private static final String NEXT =
      """
      select id, ciphertext from credential
       where id > :reached and encode(substring(ciphertext from 1 for 5), 'hex') <> :key
       order by id limit :most
         for no key update skip locked
      """;

  private static final String REPLACE =
      "update credential set ciphertext = :newer where id = :id and ciphertext = :former";

  private static final String ADVANCE =
      "update credential_rotation set reached = :reached, unreadable = unreadable + :unreadable";

  private static final String LEFT =
      """
      select count(*) from credential
       where encode(substring(ciphertext from 1 for 5), 'hex') <> :key
      """;

  private static final String AGAIN =
      "update credential_rotation set reached = default, unreadable = 0";

  private static final String FINISH =
      "update credential_rotation set finished_at = clock_timestamp()";

  /** A pass over all credentials, as far as it is. */
  record Pass(UUID reached, long unreadable) {}

  private final KeyName key;

  RotationTable(KeyName key) {
    this.key = key;
  }

  boolean isAsked(Handle handle) {
    return handle.createQuery(IS_ASKED).bind("key", key.prefix()).mapTo(boolean.class).one();
  }

  /** Holds the rotation's row until the transaction ends; empty when another replica does. */
  Optional<Pass> take(Handle handle) {
    return handle
        .createQuery(TAKE)
        .bind("key", key.prefix())
        .map(ConstructorMapper.of(Pass.class))
        .findOne();
  }

  /** The ids and ciphertexts that the pass comes to next, held until the transaction ends. */
  List<Map.Entry<UUID, byte[]>> next(Handle handle, Pass pass, int most) {
    return handle
        .createQuery(NEXT)
        .bind("reached", pass.reached())
        .bind("key", key.prefix())
        .bind("most", most)
        .map(
            (row, context) ->
                Map.entry(row.getObject("id", UUID.class), row.getBytes("ciphertext")))
        .list();
  }

  void replace(Handle handle, UUID id, byte[] former, byte[] newer) {
    handle
        .createUpdate(REPLACE)
        .bind("id", id)
        .bind("former", former)
        .bind("newer", newer)
        .execute();
  }

  void advance(Handle handle, UUID reached, long unreadable) {
    handle.createUpdate(ADVANCE).bind("reached", reached).bind("unreadable", unreadable).execute();
  }

  /** How many other keys have encrypted, wherever the pass is. */
  long left(Handle handle) {
    return handle.createQuery(LEFT).bind("key", key.prefix()).mapTo(long.class).one();
  }

  void beginAgain(Handle handle) {
    handle.execute(AGAIN);
  }

  void finish(Handle handle) {
    handle.execute(FINISH);
  }
}

package org.castellan.audit;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A link of the chain: what is on record of events that were sealed together. Stays when they are
 * forgotten. Digests are in hexadecimal digits, but for those of the events.
 *
 * @param number from 1 on, without gaps
 * @param first the number of its first event
 * @param last the number of its last event
 * @param previous the digest of the seal before
 * @param content the SHA-256 of its events' digests
 * @param digest the SHA-256 of all of the above
 * @param events the digest of each event; empty when they are forgotten
 */
record Seal(
    long number,
    long first,
    long last,
    Instant sealedAt,
    String previous,
    String content,
    String digest,
    Optional<byte[]> events) {

  private static final int DIGEST_BYTES = 32;

  static Seal read(ResultSet row, StatementContext context) throws SQLException {
    return new Seal(
        row.getLong("number"),
        row.getLong("first_event"),
        row.getLong("last_event"),
        row.getTimestamp("sealed_at").toInstant(),
        row.getString("previous"),
        row.getString("content"),
        row.getString("digest"),
        Optional.ofNullable(row.getBytes("events")));
  }

  /** Whether what it says of itself and of its events' digests is what was sealed. */
  boolean isIntact() {
    byte[] own =
        new CanonicalBytes()
            .add(number)
            .add(first)
            .add(last)
            .add(sealedAt)
            .add(previous)
            .add(content)
            .digest();
    return hex(own).equals(digest) && events.filter(it -> !hasContent(it)).isEmpty();
  }

  private boolean hasContent(byte[] digests) {
    return digests.length == DIGEST_BYTES * count()
        && hex(CanonicalBytes.sha256().digest(digests)).equals(content);
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  long count() {
    return last - first + 1;
  }

  boolean isForgotten() {
    return events.isEmpty();
  }

  /** Whether this event, which has one of its numbers, is what was sealed. */
  boolean holds(SealedEvent event) {
    int from = Math.toIntExact(event.number() - first) * DIGEST_BYTES;
    byte[] sealed = Arrays.copyOfRange(events.orElseThrow(), from, from + DIGEST_BYTES);
    return MessageDigest.isEqual(sealed, event.sha256());
  }
}

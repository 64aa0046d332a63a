package org.castellan.storage.inline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Existing;
import org.castellan.storage.Part;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.castellan.storage.VerifiedContent;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

/** Objects as rows of {@code inline_blob}. Each is held in memory while it is read or written. */
final class InlineStore implements BlobStore {

  private static final StorageFailure TOO_LARGE =
      new StorageFailure(
          ErrorClass.QUOTA,
          "The inline backend takes objects of 512000 bytes at most.",
          "Register a backend on a storage provider for larger artifacts.",
          false);

  private static final StorageFailure NO_DATABASE =
      new StorageFailure(
          ErrorClass.UNREACHABLE,
          "Castellan's own database did not do what was asked.",
          "Try again in a moment; the administrator sees the cause in the health checks.",
          true);

  private static final StorageFailure LATE =
      new StorageFailure(
          ErrorClass.TIMEOUT,
          "Castellan's own database did not answer in time.",
          "Try again in a moment.",
          true);

  private final Jdbi jdbi;

  InlineStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Always healthy: without this database there is no Castellan that could ask. */
  @Override
  public ProbeResult probe(String token, Deadline deadline) {
    return new ProbeResult.Healthy(Duration.ZERO);
  }

  @Override
  public PutOutcome put(String key, Content content, Deadline deadline) {
    if (content.size() > InlineProvider.MAX_BYTES) {
      throw new StorageException(TOO_LARGE);
    }
    byte[] bytes = verified(content);
    int rows =
        within(
            deadline,
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into inline_blob (key, content) values (:key, :content)
                        on conflict (key) do nothing
                        """)
                    .bind("key", key)
                    .bind("content", bytes)
                    .execute());
    return rows == 1
        ? PutOutcome.STORED
        : Existing.compare(this, key, content, deadline)
            .orElseThrow(() -> new StorageException(NO_DATABASE));
  }

  private static byte[] verified(Content content) {
    try (var verified = new VerifiedContent(content)) {
      return verified.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Blob> get(String key, Part part, Deadline deadline) {
    return content(key, deadline)
        .map(bytes -> blob(bytes, part))
        .filter(blob -> part.version().stream().allMatch(blob.description().version()::equals));
  }

  private static Blob blob(byte[] bytes, Part part) {
    int offset = (int) Math.min(part.offset(), bytes.length);
    int length = (int) part.lengthIn(bytes.length);
    return new Blob(describe(bytes), new ByteArrayInputStream(bytes, offset, length));
  }

  @Override
  public Optional<Description> describe(String key, Deadline deadline) {
    return content(key, deadline).map(InlineStore::describe);
  }

  private static Description describe(byte[] bytes) {
    String sha256 = Sha256.hex(bytes);
    return new Description(bytes.length, Optional.of(sha256), sha256);
  }

  private Optional<byte[]> content(String key, Deadline deadline) {
    return within(
        deadline,
        handle ->
            handle
                .createQuery("select content from inline_blob where key = :key")
                .bind("key", key)
                .mapTo(byte[].class)
                .findOne());
  }

  @Override
  public void delete(String key, Deadline deadline) {
    within(deadline, handle -> handle.execute("delete from inline_blob where key = ?", key));
  }

  /** There is nothing: it is not probed. */
  @Override
  public int reap(Duration age, Deadline deadline) {
    return 0;
  }

  @Override
  public void close() {
    // The database is not this store's to close.
  }

  /** The driver counts in whole seconds, so the deadline is rounded up to the next. */
  private <T> T within(Deadline deadline, HandleCallback<T, RuntimeException> work) {
    if (deadline.expired()) {
      throw new StorageException(LATE);
    }
    int seconds = (int) Math.min(3600, deadline.remaining().toSeconds() + 1);
    try {
      return jdbi.withHandle(handle -> work.withHandle(bounded(handle, seconds)));
    } catch (JdbiException e) {
      throw new StorageException(deadline.expired() ? LATE : NO_DATABASE, e);
    }
  }

  private static Handle bounded(Handle handle, int seconds) {
    handle.configure(SqlStatements.class, statements -> statements.setQueryTimeout(seconds));
    return handle;
  }
}

package org.castellan.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The bytes of a {@link BlobStore.Content}, whose last ones come only when all of them have the
 * announced length and digest. A provider that is sent less than was announced stores nothing, so
 * wrong bytes leave nothing behind even where the provider checks no digest. Not thread-safe.
 */
public final class VerifiedContent extends InputStream {

  private final BlobStore.Content content;
  private final MessageDigest digest = Sha256.start();
  private long left;
  private boolean checked;
  private Optional<Exception> fault = Optional.empty();

  public VerifiedContent(BlobStore.Content content) {
    this.content = content;
    this.left = content.size();
  }

  /** Whether no byte of it has been read, so that it can still be sent. */
  public boolean untouched() {
    return left == content.size();
  }

  /** What was wrong with the bytes or with reading them, if anything was so far. */
  public Optional<Exception> fault() {
    return fault;
  }

  /**
   * What to throw for a failed transfer: the fault of the content where there is one, for then the
   * provider is not to blame.
   */
  public RuntimeException faultOr(RuntimeException failed) {
    return fault.map(VerifiedContent::unchecked).orElse(failed);
  }

  private static RuntimeException unchecked(Exception fault) {
    if (fault instanceof RuntimeException own) {
      return own;
    }
    return fault instanceof IOException io
        ? new UncheckedIOException(io)
        : new ContentMismatchException("the content could not be read");
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return length == 0 ? 0 : readChecked(buffer, offset, length);
    } catch (IOException | RuntimeException e) {
      fault = fault.or(() -> Optional.of(e));
      throw e;
    }
  }

  private int readChecked(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      checkEnd();
      return -1;
    }
    int n = content.stream().read(buffer, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw new ContentMismatchException("the content is shorter than announced");
    }
    digest.update(buffer, offset, n);
    left -= n;
    if (left == 0) {
      checkEnd();
    }
    return n;
  }

  /** Reads what is left: afterwards the content is known to be right. */
  public void drain() {
    try {
      transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkEnd() throws IOException {
    if (checked) {
      return;
    }
    if (content.stream().read() >= 0) {
      throw new ContentMismatchException("the content is longer than announced");
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(content.sha256())) {
      throw new ContentMismatchException("the content has another digest than announced");
    }
    checked = true;
  }
}

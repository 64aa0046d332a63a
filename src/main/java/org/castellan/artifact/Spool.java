package org.castellan.artifact;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps bodies for a while: of less than {@link #PIECE} bytes in memory, longer ones in temporary
 * files. Thread-safe.
 */
public final class Spool {

  private static final System.Logger LOG = System.getLogger(Spool.class.getName());

  /** In bytes. */
  static final int PIECE = 64 * 1024;

  private final Path directory;
  private final long maxBytes;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param maxBytes of all that is kept
   */
  public Spool(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /** How many bytes are kept now. */
  public long used() {
    return used.get();
  }

  /** How many may be. */
  public long limit() {
    return maxBytes;
  }

  /** Reads a whole body, unless it has more than {@code longest} bytes or finds no room. */
  Spooling take(InputStream body, long longest) {
    var filling = new Filling(body, longest);
    try {
      return filling.run();
    } catch (IOException e) {
      LOG.log(WARNING, "An upload found no room in {0}: {1}", directory, e.getMessage());
      return new Spooling.Refused(new UploadResult.NoRoom());
    } finally {
      filling.end();
    }
  }

  private boolean reserve(long bytes) {
    if (used.addAndGet(bytes) <= maxBytes) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** One body on its way. One thread. */
  private final class Filling {
    private final InputStream body;
    private final long longest;
    private final MessageDigest sha256 = Digest.sha256();
    private final byte[] piece = new byte[PIECE];
    private Optional<KeptInFile> file = Optional.empty();
    private long size;

    Filling(InputStream body, long longest) {
      this.body = body;
      this.longest = longest;
    }

    /**
     * @throws IOException only for the file
     */
    Spooling run() throws IOException {
      int read;
      while ((read = read()) > 0) {
        if (size + read > longest) {
          return new Spooling.Refused(new UploadResult.TooLarge(longest));
        }
        if (!reserve(read)) {
          return new Spooling.Refused(new UploadResult.NoRoom());
        }
        size += read;
        keep(read);
      }
      return read < 0 ? finished() : new Spooling.Refused(new UploadResult.Incomplete());
    }

    /** Negative at the end, 0 when the body broke off. */
    private int read() {
      try {
        int read = body.readNBytes(piece, 0, PIECE);
        return read == 0 ? -1 : read;
      } catch (IOException e) {
        return 0;
      }
    }

    /** A body that ends with its first piece is kept there. */
    private void keep(int length) throws IOException {
      sha256.update(piece, 0, length);
      if (size >= PIECE) {
        if (file.isEmpty()) {
          file = Optional.of(KeptInFile.in(directory));
        }
        file.get().write(piece, length);
      }
    }

    private Spooled finished() {
      long all = size;
      Spooled.Kept kept =
          file.isPresent() ? file.get() : new KeptInMemory(piece, Math.toIntExact(all));
      size = 0;
      file = Optional.empty();
      return new Spooled(kept, all, Digest.of(sha256), () -> used.addAndGet(-all));
    }

    /** Gives back what was not handed on. */
    void end() {
      used.addAndGet(-size);
      try {
        if (file.isPresent()) {
          file.get().close();
        }
      } catch (IOException e) {
        LOG.log(WARNING, "A temporary file cannot be closed: {0}", e.getMessage());
      }
    }
  }
}

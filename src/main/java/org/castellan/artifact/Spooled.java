package org.castellan.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A body that is kept, gone when closed. For bodies whose length or digest nobody knows until they
 * ended. One thread at a time.
 *
 * @param size in bytes
 * @param closed gives the room back
 */
record Spooled(Kept kept, long size, Digest digest, Runnable closed)
    implements Spooling, AutoCloseable {

  /** Where the bytes are. */
  interface Kept extends AutoCloseable {

    InputStream open() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Its bytes from the beginning; closing it is closing this. */
  InputStream open() {
    try {
      return kept.open();
    } catch (IOException e) {
      throw new UncheckedIOException("An upload's temporary file cannot be read", e);
    }
  }

  @Override
  public void close() {
    try (kept) {
      closed.run();
    } catch (IOException e) {
      throw new UncheckedIOException("An upload's temporary file cannot be closed", e);
    }
  }
}

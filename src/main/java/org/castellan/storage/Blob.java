package org.castellan.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * An object on its way.
 *
 * @param description of the whole object, also when only a part of it comes
 */
public record Blob(Description description, InputStream stream) implements AutoCloseable {

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a transfer could not be ended", e);
    }
  }
}

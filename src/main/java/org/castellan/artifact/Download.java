package org.castellan.artifact;

import java.io.IOException;
import java.io.OutputStream;
import org.castellan.storage.StorageException;

/** An artifact's bytes, or a part of them, on their way from its provider. One thread at a time. */
public interface Download extends AutoCloseable {

  /** In bytes. What is not larger is compared as a whole before a byte of it is written. */
  int PIECE = 64 * 1024;

  Artifact artifact();

  /**
   * Copies the bytes.
   *
   * @throws StorageException when they are not what was stored: then less was written than wanted
   */
  void writeTo(OutputStream out) throws IOException;

  /** To be called by whoever has it, whether or not it was written. */
  @Override
  void close();
}
